//! As much of HTTP as it takes to see an answer as it is sent: no header joined with another, nothing decompressed.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};

/// What a server answers.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// Every value of a header, in the order in which they are sent.
    pub fn all(&self, name: &str) -> Vec<&str> {
        let is_it = |(of, _): &&(String, String)| of.eq_ignore_ascii_case(name);
        self.headers.iter().filter(is_it).map(|(_, value)| value.as_str()).collect()
    }

    /// The value of a header that is sent once.
    pub fn one(&self, name: &str) -> Option<&str> {
        let all = self.all(name);
        assert!(all.len() <= 1, "{name} is sent more than once: {self:?}");
        all.into_iter().next()
    }
}

/// Asks for a path, with more headers.
pub fn get(port: u16, path: &str, more: &[(&str, &str)]) -> Answer {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    let more: String = more.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{more}\r\n").unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
    let (head, body) = bytes.split_at(end.unwrap_or_else(|| panic!("{path}: {}", String::from_utf8_lossy(&bytes))));
    let head = std::str::from_utf8(head).unwrap();
    let (status, headers) = head.split_once("\r\n").unwrap();
    let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut answer = Answer {
        status: status.split(' ').nth(1).unwrap().parse().unwrap(),
        headers: headers.split("\r\n").map(|line| header(line).unwrap()).collect(),
        body: body.iter().skip(4).copied().collect(),
    };
    if answer.one("Transfer-Encoding") == Some("chunked") {
        answer.body = joined(&answer.body);
    }
    answer
}

/// A body that came in chunks (RFC 9112, section 7.1): the length of each in hexadecimal digits, a line, the chunk, a line.
fn joined(body: &[u8]) -> Vec<u8> {
    let (mut joined, mut rest) = (Vec::new(), body);
    loop {
        let end = rest.windows(2).position(|window| window == b"\r\n").unwrap();
        let (length, chunk) = rest.split_at(end);
        let length = usize::from_str_radix(std::str::from_utf8(length).unwrap(), 16).unwrap();
        if length == 0 {
            return joined;
        }
        let (chunk, after) = chunk.split_at(2).1.split_at(length);
        joined.extend_from_slice(chunk);
        rest = after.split_at(2).1;
    }
}
