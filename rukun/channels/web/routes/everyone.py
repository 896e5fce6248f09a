"""What everybody may read: the portal, the seals, what explains; and what the server itself is asked."""

from __future__ import annotations

from rukun.channels.web.request.guard import ANYONE, Route
from rukun.channels.web.running import health, metrics
from rukun.channels.web.umum import laporan, portal, segel, sekitar, terbuka, umpan, unduhan

PORTAL = (
    Route("", "home", portal.home, ANYONE, may_lag=True),
    Route("laporan/", "laporan", laporan.all_of_them, ANYONE, may_lag=True),
    Route("laporan/<str:code>/", "laporan-satu", laporan.one, ANYONE, may_lag=True),
    Route("laporan/<str:code>/kartu/", "kartu", laporan.card, ANYONE, may_lag=True),
    Route("sekitar/", "sekitar", sekitar.page, ANYONE, may_lag=True),
    Route("sekitar/daftar/", "sekitar-daftar", sekitar.listed, ANYONE, may_lag=True),
    Route("sekitar/titik.json", "titik", sekitar.marks, ANYONE, may_lag=True),
    Route("sekitar/batas.json", "batas", sekitar.lines, ANYONE, may_lag=True),
    Route("wilayah/<str:code>/", "wilayah", portal.area, ANYONE, may_lag=True),
    Route("umpan.atom", "umpan", umpan.of_all, ANYONE, may_lag=True),
    Route("wilayah/<str:code>/umpan.atom", "umpan-wilayah", umpan.of_area, ANYONE, may_lag=True),
    Route("data/", "data-terbuka", unduhan.page, ANYONE, may_lag=True),
    Route("data/berkas/<path:name>", "data-berkas", unduhan.fetch, ANYONE, may_lag=True),
    Route("cermin/", "cermin", terbuka.mirror, ANYONE, may_lag=True),
    Route("foto/<str:digest>.jpg", "foto", portal.photo, ANYONE, may_lag=True),
    Route("bukti/<str:digest>.jpg", "bukti", portal.proof, ANYONE, may_lag=True),
)
SEGEL = (
    Route("segel/", "segel", segel.page, ANYONE, may_lag=True),
    Route("segel/akar.txt", "segel-akar", segel.newest, ANYONE, may_lag=True),
    Route("segel/kunci.txt", "segel-kunci", segel.key, ANYONE, may_lag=True),
    Route("segel/daftar.json", "segel-daftar", segel.listed, ANYONE, may_lag=True),
    Route("segel/<int:number>.txt", "segel-satu", segel.one, ANYONE, may_lag=True),
    Route("segel/bukti/", "segel-bukti", segel.entry, ANYONE, may_lag=True),
    Route("segel/bukti.json", "segel-bukti-json", segel.entry_as_json, ANYONE, may_lag=True),
    Route("segel/tumbuh/", "segel-tumbuh", segel.growth, ANYONE, may_lag=True),
    Route("segel/tumbuh.json", "segel-tumbuh-json", segel.growth_as_json, ANYONE, may_lag=True),
    Route("segel/saksi/", "segel-saksi", segel.witnesses, ANYONE, may_lag=True),
)
TERBUKA = (
    Route("cara-kerja/", "cara-kerja", terbuka.how_it_works, ANYONE, may_lag=True),
    Route("hitung-sendiri/", "hitung-sendiri", terbuka.recompute, ANYONE, may_lag=True),
    Route("aturan/", "aturan", terbuka.decrees, ANYONE, may_lag=True),
    Route("aturan/<str:code>/", "aturan-satu", terbuka.decree, ANYONE, may_lag=True),
    Route("robots.txt", "robots", terbuka.robots, ANYONE, may_lag=True),
    Route("sitemap.xml", "sitemap", terbuka.sitemap, ANYONE, may_lag=True),
    Route("sitemap-halaman.xml", "sitemap-halaman", terbuka.sitemap_of_pages, ANYONE, may_lag=True),
    Route("sitemap-wilayah-<int:number>.xml", "sitemap-wilayah", terbuka.sitemap_of_areas, ANYONE, may_lag=True),
    Route("sitemap-laporan-<int:number>.xml", "sitemap-laporan", terbuka.sitemap_of_reports, ANYONE, may_lag=True),
)
HEALTH = (
    Route("healthz", "healthz", health.alive, ANYONE),
    Route("readyz", "readyz", health.ready, ANYONE),
    Route("metrics", "metrics", metrics.page, ANYONE),
)
