(root = document.documentElement) => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const pixel = color => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = color => {
    const [r, g, b] = pixel(color).map(value => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const probe = document.documentElement.appendChild(document.createElement("i"));
  probe.style.cssText = "background: Canvas";
  const browsers = getComputedStyle(probe).backgroundColor;
  probe.remove();
  const ground = element => {
    for (let at = element; at; at = at.assignedSlot ?? at.parentElement ?? at.getRootNode().host) {
      const { backgroundColor } = getComputedStyle(at);
      if (pixel(backgroundColor)[3] === 255) return backgroundColor;
    }
    return browsers;
  };
  const unread = [];
  let read = 0;
  for (const element of root.querySelectorAll("*")) {
    const hasText = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!hasText || !element.checkVisibility({ visibilityProperty: true })) continue;
    const { color } = getComputedStyle(element);
    const [dark, light] = [luminance(color), luminance(ground(element))].sort((a, b) => a - b);
    if ((light + 0.05) / (dark + 0.05) >= 4.5) read++;
    else unread.push(`${element.localName}.${element.className}: ${color} on ${ground(element)}: ${element.textContent.trim().slice(0, 40)}`);
  }
  return [unread, read];
}
