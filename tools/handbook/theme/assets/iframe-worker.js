// Pages that are opened as files may start no worker: there the search runs in a hidden frame that behaves like one.
if (location.protocol === "file:") {
  // The search asks its parent by this name where it runs.
  window.Worker = window.IFrameWorker = class extends EventTarget {
    constructor(address) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      document.body.append(frame);
      const inner = frame.contentWindow;
      inner.postMessage = (said) => this.dispatchEvent(new MessageEvent("message", { data: said }));
      inner.importScripts = (...all) =>
        all.reduce((before, one) => before.then(() => script(inner.document, one)), Promise.resolve());
      this.ready = script(inner.document, address);
      this.inner = inner;
      this.addEventListener("message", (event) => this.onmessage?.(event));
    }
    postMessage(said) {
      this.ready.then(() => this.inner.dispatchEvent(new MessageEvent("message", { data: said })));
    }
    terminate() {
      this.inner.frameElement.remove();
    }
  };
}

function script(page, address) {
  return new Promise((loaded, failed) => {
    const one = page.createElement("script");
    one.src = address;
    one.onload = loaded;
    one.onerror = failed;
    page.body.append(one);
  });
}
