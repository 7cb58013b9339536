async () => {
  for (const picture of document.images) {
    picture.scrollIntoView({ block: "center", behavior: "instant" });
    if (!picture.complete) {
      await new Promise(resolve => {
        picture.addEventListener("load", resolve);
        picture.addEventListener("error", resolve);
      });
    }
    await picture.decode().catch(() => {});
  }
  scrollTo({ top: 0, behavior: "instant" });
}
