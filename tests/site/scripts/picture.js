css => {
  const picture = document.querySelector(css);
  const { width, height } = picture.getBoundingClientRect();
  return { alt: picture.alt, natural_width: picture.naturalWidth, width, height };
}
