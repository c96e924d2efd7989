// A classic script in the head: it runs before the first paint, so a saved theme never flashes the other one.
(() => {
  const saved = localStorage.getItem('krouter.theme');
  const dark = saved === 'dark' || (saved !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
