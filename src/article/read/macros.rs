//! How a type is read whose JSON is an object of fields, or one of a few words.

/// Reads every field before it gives up on any, so that all faults are found in one go. Fields in braces at the end are
/// not read but worked out later.
macro_rules! record {
    ($type:ident $(counts $count:ident)? { $($field:ident: $how:ident($name:literal)),+ $(,)? } $({ $($later:ident),+ })?) => {
        impl FromNode for $type {
            $(const COUNTS: usize = $count;)?

            fn from_node(node: &Node<'_>) -> Option<Self> {
                node.object(&[$($name),+])?;
                $(let $field = node.$how($name);)+
                Some(Self { $($field: $field?,)+ $($($later: Default::default()),+)? })
            }
        }
    };
}

/// Reads one of a few words.
macro_rules! word {
    ($type:ident { $($variant:ident: $name:literal),+ $(,)? }) => {
        impl FromNode for $type {
            fn from_node(node: &Node<'_>) -> Option<Self> {
                const KNOWN: &[&str] = &[$($name),+];
                match node.as_str()? {
                    $($name => Some(Self::$variant),)+
                    found => node.fault_of(|| Problem::UnknownWord { found: found.to_owned(), known: KNOWN }),
                }
            }
        }
    };
}
