text => {
  const base = "https://base.example/folder/document.json";
  if (!URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  const { protocol, username, password } = url;
  return { protocol, username, password, is_same_origin: url.origin === new URL(base).origin };
}
