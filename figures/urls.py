"""Addresses of the room."""

from django.urls import path, register_converter

from figures.views import changes, head, listrows, lists, public, snapshots, sourced


class FileKind:
    """csv or xlsx."""

    regex = "csv|xlsx"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


register_converter(FileKind, "table")

app_name = "figures"
urlpatterns = [
    path("angka/", public.index, name="index"),
    path("angka/<slug:key>/", public.figure, name="figure"),
    path("angka/<slug:key>/data.<table:kind>", public.file, name="figure-file"),
    path("pimpinan/", head.head, name="head"),
    path("pimpinan/angka/<slug:key>/", head.figure, name="office-figure"),
    path("pimpinan/data/<slug:name>.<table:kind>", head.file, name="office-file"),
    path("pimpinan/potret/", snapshots.snapshots, name="snapshots"),
    path("pimpinan/potret/ambil/", snapshots.take, name="take-snapshot"),
    path("pimpinan/potret/<slug:code>/", snapshots.snapshot, name="snapshot"),
    path("pimpinan/perubahan/", changes.changes, name="changes"),
    path("pimpinan/perubahan/usaha/", changes.businesses, name="changed"),
    path("pimpinan/perubahan/usaha.<table:kind>", changes.file, name="changed-file"),
    path("petugas/angka/sumber/", sourced.sources, name="sources"),
    path("petugas/angka/sumber/<slug:code>/", sourced.source, name="source"),
    path("petugas/padanan/", lists.lists, name="lists"),
    path("petugas/padanan/<slug:code>/", listrows.rows, name="list"),
    path("petugas/padanan/<slug:code>/baris/<int:number>/", listrows.decide, name="decide-row"),
    path("petugas/padanan/<slug:code>/ulang/", lists.again, name="match-again"),
    path("petugas/padanan/<slug:code>/hapus/", lists.throw_away, name="throw-away-list"),
    path("petugas/padanan/<slug:code>/<slug:view>.<table:kind>", listrows.file, name="list-file"),
]
