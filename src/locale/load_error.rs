//! Why there is no article to show: the one list of kinds, from which readers are told (`advice` of each language),
//! whoever runs the page (the console, and `error.message` of the element) and programs (`error.kind`).

/// A kind of reason for which there is no article to show. `docs/embed.md` lists those that the element knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadErrorKind {
    /// The page was opened without saying which document to show.
    NoAddress,
    /// The address of the document is none, or not one of this site where only those are opened.
    Address,
    /// This device has no network.
    Offline,
    /// This device has no network, and keeps no copy of the page.
    NotKept,
    /// There is no answer.
    Network,
    /// The answer takes too long.
    Timeout,
    /// The server does not let other sites read the document.
    Cors,
    /// The page's policy forbids to fetch it.
    Policy,
    /// The server has no such document (404, 410).
    NotFound,
    /// The server answered with another status that is no success.
    Server,
    /// What came is no JSON and was not sent as JSON.
    Type,
    /// It is JSON by name and not a document that can be read.
    Document,
    /// The browser has no WebAssembly.
    NoWasm,
    /// The page's policy forbids WebAssembly.
    WasmPolicy,
    /// What came for the program is something else.
    WasmType,
    /// The viewer's program could not be loaded.
    Program,
    /// The viewer failed.
    Internal,
}

impl LoadErrorKind {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::NoAddress,
        Self::NotKept,
        Self::Offline,
        Self::Network,
        Self::Timeout,
        Self::Cors,
        Self::Policy,
        Self::Address,
        Self::NotFound,
        Self::Server,
        Self::Type,
        Self::Document,
        Self::NoWasm,
        Self::WasmPolicy,
        Self::WasmType,
        Self::Program,
        Self::Internal,
    ];

    /// The kind with a name; what has none is the viewer's own failure.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.name() == name).unwrap_or(Self::Internal)
    }

    /// The word by which programs know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoAddress => "no-address",
            Self::Address => "address",
            Self::Offline => "offline",
            Self::NotKept => "not-kept",
            Self::Network => "network",
            Self::Timeout => "timeout",
            Self::Cors => "cors",
            Self::Policy => "csp",
            Self::NotFound => "not-found",
            Self::Server => "server",
            Self::Type => "type",
            Self::Document => "document",
            Self::NoWasm => "no-wasm",
            Self::WasmPolicy => "wasm-policy",
            Self::WasmType => "wasm-type",
            Self::Program => "program",
            Self::Internal => "internal",
        }
    }

    /// What whoever runs the page should know and do.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::NoAddress => "The page's address names no document.",
            Self::Address => "It is not an address of a document that may be shown here. Mend src.",
            Self::Offline | Self::NotKept => "This device is offline. The article is fetched when the network is back.",
            Self::Network => "There is no answer. Check that the address is right and that its server runs.",
            Self::Timeout => "The answer takes longer than 30 seconds. Check its server.",
            Self::Cors => {
                "Its server does not let other sites read it. Have it answer with the header Access-Control-Allow-Origin: *."
            }
            Self::Policy => {
                "This page's policy forbids to fetch it. Add its origin to connect-src in the Content-Security-Policy."
            }
            Self::NotFound => "It is not there. Check the address in src.",
            Self::Server => "Its server answered with an error. Look into the server's log.",
            Self::Type => "It is not a document: src must lead to the article's JSON, not to its page.",
            Self::Document => "It is not a document that can be read. `article-viewer check` tells what to mend.",
            Self::NoWasm => "This browser has no WebAssembly, or it is switched off.",
            Self::WasmPolicy => {
                "This page's policy forbids WebAssembly. Add 'wasm-unsafe-eval' to script-src in the Content-Security-Policy."
            }
            Self::WasmType => {
                "What came is not WebAssembly. Have the server send the .wasm file itself, as application/wasm."
            }
            Self::Program => "The viewer's program could not be loaded. Publish all files of a build together.",
            Self::Internal => "The viewer failed. Please report this with the article.",
        }
    }

    /// Whether it may go better the next time.
    pub fn may_pass(self) -> bool {
        matches!(self, Self::Offline | Self::Network | Self::Timeout | Self::Server)
    }
}
