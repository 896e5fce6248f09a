// Before and after on each other, with a slider between them. By keyboard as every slider; without this script the two
// stand side by side. The cut is set through the style sheet's own object: the policy allows no style in the page.
for (const box of document.querySelectorAll<HTMLElement>("[data-compare]")) {
  const [before, after] = box.querySelectorAll("figure");
  if (!before || !after) continue;
  const slide = document.createElement("input");
  slide.type = "range";
  slide.min = "0";
  slide.max = "100";
  slide.value = "50";
  slide.className = "compare-slide";
  slide.setAttribute("aria-label", box.dataset.label ?? "");
  const cut = () => {
    box.style.setProperty("--cut", `${slide.value}%`);
    slide.setAttribute("aria-valuetext", `${slide.value}%`);
  };
  slide.addEventListener("input", cut);
  box.classList.add("over");
  box.after(slide);
  const ends = document.createElement("p");
  ends.className = "compare-ends";
  for (const figure of [after, before]) {
    const end = document.createElement("span");
    end.textContent = figure.querySelector("figcaption")?.firstChild?.textContent?.trim() ?? "";
    ends.prepend(end);
  }
  slide.after(ends);
  cut();
}

export {};
