// Notes whatever runs that a document brought, and whatever the policy had to refuse.
window.caught = [];
for (const name of ["hit", "alert", "confirm", "prompt", "open", "print"]) {
  window[name] = () => { window.caught.push(name); };
}
addEventListener("securitypolicyviolation", event => {
  window.caught.push(`${event.violatedDirective}: ${event.blockedURI}`);
});
