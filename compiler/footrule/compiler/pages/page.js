const show=l=>{document.body.className='show-'+l;document.documentElement.lang=l;
for(const b of document.querySelectorAll('[data-lang]'))b.setAttribute('aria-pressed',b.dataset.lang===l)};
for(const b of document.querySelectorAll('[data-lang]'))b.onclick=()=>show(b.dataset.lang);
