// A table that is wider than the screen can be scrolled by keyboard, too.
document$.subscribe(() =>
  requestAnimationFrame(() => {
    for (const one of document.querySelectorAll(".md-typeset__scrollwrap")) {
      if (one.scrollWidth > one.clientWidth) one.tabIndex = 0;
    }
  }),
);
