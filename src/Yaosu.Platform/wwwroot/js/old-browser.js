// Written in the language of the oldest browsers on purpose. theme.js before it marks the page; where it could not even be read, nothing of the console will run, and the person
// is told so instead of waiting.
(function () {
  if (document.documentElement.getAttribute('data-modern') !== null) {
    return;
  }
  function tell() {
    var bar = document.createElement('div');
    bar.className = 'ys-old-browser';
    bar.setAttribute('role', 'alert');
    bar.appendChild(document.createTextNode('当前浏览器版本过低，控制台无法使用。请改用新版的 Chrome、Edge 或 Firefox；使用 360、搜狗等浏览器时请更新并切换到“极速模式”。'));
    document.body.insertBefore(bar, document.body.firstChild);
  }
  if (window.addEventListener) {
    window.addEventListener('load', tell, false);
  } else {
    window.attachEvent('onload', tell);
  }
})();
