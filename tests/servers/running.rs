//! Servers as processes of their own, each with a configuration in a folder that goes when the test is over.

use std::env;
use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use article_viewer::site::Server;
use tempfile::TempDir;

use crate::publisher::{Publisher, write_files};

/// How long a server may take to answer: machines that build on the side are slow.
const DEADLINE: Duration = Duration::from_secs(60);

/// How long to wait before it is looked again whether it does.
const NEXT_LOOK: Duration = Duration::from_millis(10);

/// Where Debian has the modules of Apache.
const APACHE_MODULES: &str = "/usr/lib/apache2/modules";

/// Where else servers are installed than on the PATH of everybody.
const FOLDERS: [&str; 2] = ["/usr/sbin", "/usr/local/sbin"];

/// A server that may be installed.
#[derive(Clone, Copy)]
pub struct Program {
    /// What its tests are called after.
    pub name: &'static str,
    pub server: Server,
    pub names: &'static [&'static str],
    /// The main configuration, around the words in the file `words`.
    config: fn(folder: &str, port: u16) -> String,
    /// What becomes of the words for a publication.
    pub arrange: fn(words: String, publisher: &Publisher) -> String,
    /// The arguments behind the program's name: to check the configuration, and to run.
    check: &'static [&'static str],
    run: &'static [&'static str],
}

pub const PROGRAMS: [Program; 4] = [
    Program {
        name: "nginx",
        server: Server::Nginx,
        names: &["nginx"],
        config: nginx,
        arrange: as_they_are,
        check: &["-e", "stderr", "-t", "-c", "config"],
        run: &["-e", "stderr", "-c", "config"],
    },
    Program {
        name: "caddy",
        server: Server::Caddy,
        names: &["caddy"],
        config: |folder, _| format!("{{\n\tadmin off\n}}\nimport {folder}/words\n"),
        arrange: as_they_are,
        check: &["validate", "--adapter", "caddyfile", "--config", "config"],
        run: &["run", "--adapter", "caddyfile", "--config", "config"],
    },
    APACHE,
    Program { name: "htaccess", arrange: in_the_publication, ..APACHE },
];

const APACHE: Program = Program {
    name: "apache",
    server: Server::Apache,
    names: &["apache2"],
    config: apache,
    arrange: as_they_are,
    check: &["-t", "-f", "config"],
    run: &["-X", "-f", "config"],
};

fn as_they_are(words: String, _publisher: &Publisher) -> String {
    words
}

/// What is between `<Directory>` and `</Directory>` in a file `.htaccess`, and the rest of the words without it.
fn in_the_publication(words: String, publisher: &Publisher) -> String {
    let at = words.find("<Directory ").unwrap();
    let (before, directory) = words.split_at(at);
    let (tag, within) = directory.split_once('\n').unwrap();
    write_files(&publisher.out, &[(".htaccess", within.split_once("</Directory>").unwrap().0)]);
    format!("{before}{tag}\nAllowOverride All\n</Directory>\n")
}

impl Program {
    /// Where it is.
    pub fn find(&self) -> Option<PathBuf> {
        let path = env::var_os("PATH").unwrap_or_default();
        let folders: Vec<PathBuf> = env::split_paths(&path).chain(FOLDERS.map(PathBuf::from)).collect();
        let candidates = self.names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
        candidates.into_iter().find(|path| path.is_file())
    }

    /// Starts it with the words that a function has for a port, once its own check of the configuration has passed.
    pub fn start(&self, words: impl Fn(u16) -> String) -> Running {
        let program = self.find().unwrap();
        let folder = tempfile::tempdir().unwrap();
        open_to_all(folder.path());
        let port = free_port();
        let within = |name: &str| folder.path().join(name);
        fs::write(within("words"), words(port)).unwrap();
        fs::write(within("config"), (self.config)(folder.path().to_str().unwrap(), port)).unwrap();
        let command = |arguments: &[&str]| {
            let mut command = Command::new(&program);
            let whole =
                |argument: &&str| if *argument == "config" { within("config") } else { PathBuf::from(*argument) };
            command.args(arguments.iter().map(whole)).current_dir(folder.path()).stdin(Stdio::null());
            // Caddy keeps what it knows in the home folder.
            command.env("HOME", folder.path()).env_remove("XDG_DATA_HOME").env_remove("XDG_CONFIG_HOME");
            command
        };
        let checked = command(self.check).output().unwrap();
        let said = String::from_utf8_lossy(&checked.stderr).into_owned();
        assert!(checked.status.success(), "{said}\n{}", fs::read_to_string(within("words")).unwrap());
        let log = File::create(within("log")).unwrap();
        let child = command(self.run).stdout(log.try_clone().unwrap()).stderr(log).spawn().unwrap();
        let mut running = Running { port, child, folder };
        running.wait();
        running
    }
}

/// A server that is running, until it is dropped.
pub struct Running {
    pub port: u16,
    child: Child,
    folder: TempDir,
}

impl Running {
    /// Waits until it takes connections.
    fn wait(&mut self) {
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            let ended = self.child.try_wait().unwrap();
            assert!(ended.is_none() && start.elapsed() < DEADLINE, "it does not run: {}", self.log());
            thread::sleep(NEXT_LOOK);
        }
    }

    /// What it has said.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

/// Apache serves as a user of its own when it is started by root.
pub fn open_to_all(folder: &Path) {
    #[cfg(unix)]
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    #[cfg(not(unix))]
    let _ = folder;
}

/// Around the words stands what Debian has, and more that a publication must not be changed by.
fn nginx(folder: &str, port: u16) -> String {
    let kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let folders: String = kinds.map(|kind| format!("{kind}_temp_path \"{folder}/{kind}\";\n")).concat();
    format!(
        "daemon off;\nmaster_process off;\npid \"{folder}/pid\";\nevents {{}}\nhttp {{\n{folders}access_log off;\n\
         types {{ text/html html; text/xml xml; }}\ngzip on;\ngzip_types *;\ngzip_min_length 1;\ncharset koi8-r;\ncharset_types *;\n\
         add_header X-Of-The-Server yes;\n\
         server {{\nlisten 127.0.0.1:{port};\nroot \"{folder}\";\ninclude \"{folder}/words\";\n}}\n}}\n"
    )
}

/// Likewise.
fn apache(folder: &str, port: u16) -> String {
    let names = ["mpm_event", "authz_core", "alias", "deflate", "dir", "filter", "headers", "mime", "rewrite"];
    let modules = names.map(|name| format!("LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so\n")).concat();
    format!(
        "ServerRoot \"{folder}\"\nDefaultRuntimeDir \"{folder}\"\nPidFile \"{folder}/pid\"\nMutex file:{folder} default\n\
         Listen 127.0.0.1:{port}\nServerName 127.0.0.1\nErrorLog /dev/stderr\nUser www-data\nGroup www-data\n{modules}\
         TypesConfig /etc/mime.types\nAddLanguage br .br\nAddType application/x-gzip .gz .tgz\n\
         AddDefaultCharset koi8-r\nAddOutputFilterByType DEFLATE text/html text/css text/javascript application/json\n\
         <Directory />\nOptions FollowSymLinks\nRequire all denied\n</Directory>\nDocumentRoot \"{folder}\"\n\
         <VirtualHost *:{port}>\nInclude \"{folder}/words\"\n</VirtualHost>\n"
    )
}
