// Pages opened from a folder may not start workers; the search runs in a hidden frame instead, with the same messages.
(function () {
  if (location.protocol !== "file:") return;
  function FrameWorker(url) {
    var own = this, waiting = [], ready = false;
    var target = document.createDocumentFragment();
    own.addEventListener = target.addEventListener.bind(target);
    own.removeEventListener = target.removeEventListener.bind(target);
    var frame = document.createElement("iframe");
    frame.hidden = true;
    frame.title = "search";
    document.body.appendChild(frame);
    var inner = frame.contentWindow;
    inner.postMessage = function (data) {
      target.dispatchEvent(new MessageEvent("message", { data: data }));
    };
    function deliver(data) {
      inner.dispatchEvent(new inner.MessageEvent("message", { data: data }));
    }
    own.postMessage = function (data) { ready ? deliver(data) : waiting.push(data); };
    own.terminate = function () { frame.remove(); };
    var script = inner.document.createElement("script");
    script.src = url;
    script.onload = function () { ready = true; waiting.forEach(deliver); };
    inner.document.body.appendChild(script);
  }
  window.IFrameWorker = FrameWorker;
  window.Worker = FrameWorker;
})();
