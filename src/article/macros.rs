//! How a type says what its JSON is where that is not what its Rust is.

/// The JSON Schema of a type that is a string, or one of a few values. It stands beside the check that it repeats.
macro_rules! value_schema {
    ($type:ty, $name:literal, $schema:tt) => {
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!($schema)
            }
        }
    };
}
