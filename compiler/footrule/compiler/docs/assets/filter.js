// Filters the items of a page by the words typed and the choices made; nothing is fetched, so it works from a folder.
(function () {
  function plain(text) { return text.toLowerCase().replace(/\s+/g, " "); }
  function set(box) {
    var items = [].slice.call(document.querySelectorAll(".fr-item"));
    var texts = items.map(function (item) { return plain(item.textContent + " " + (item.dataset.also || "")); });
    var shown = box.querySelector(".fr-shown");
    function filter() {
      var words = plain(box.querySelector("input").value).split(" ").filter(Boolean);
      var choices = [].slice.call(box.querySelectorAll("select"));
      var count = 0;
      items.forEach(function (item, at) {
        var fits = words.every(function (word) { return texts[at].indexOf(word) >= 0; }) &&
          choices.every(function (one) { return !one.value || item.dataset[one.name] === one.value; });
        item.hidden = !fits;
        count += fits;
      });
      [].forEach.call(document.querySelectorAll(".fr-group"), function (group) {
        group.hidden = !group.querySelector(".fr-item:not([hidden])");
      });
      if (shown) { shown.textContent = count + " / " + items.length; }
    }
    box.hidden = false;
    box.addEventListener("input", filter);
    box.addEventListener("submit", function (event) { event.preventDefault(); });
    filter();
  }
  [].forEach.call(document.querySelectorAll("form.fr-filter"), set);
})();
