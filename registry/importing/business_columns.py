"""The columns of a list of businesses. A new field of the register is one line here, one spelling in registry.headers,
and one reading in registry.importing.businesses.
"""

from registry.importing.columns import Column

COLUMNS = (
    Column("name", "Nama usaha", "Nama seperti di papan nama atau NIB.", "Gula Aren Contoh", needed=True),
    Column("owner_name", "Nama pemilik", "Nama lengkap pemilik atau penanggung jawab.", "Siti Contoh"),
    Column("nik", "NIK", "16 angka. Disimpan terenkripsi; tidak pernah ditampilkan utuh.", "", as_text=True),
    Column("sex", "Jenis kelamin", "L atau P. Bila NIK diisi, dibaca dari NIK.", "P"),
    Column("nib", "NIB", "13 angka. Kosongkan bila belum punya.", "0000000000017", as_text=True),
    Column("district", "Kecamatan", "Nama kecamatan.", "Sobang", needed=True),
    Column("village", "Desa/kelurahan", "Nama desa atau kelurahan di kecamatan itu.", "Hariang"),
    Column("address", "Alamat", "Jalan atau kampung, boleh dengan RT/RW.", "Kp. Pasir RT 001/RW 002"),
    Column("postal_code", "Kode pos", "5 angka.", "", as_text=True),
    Column("phone", "Telepon", "Satu nomor; yang pertama dipakai bila ada dua.", "086000000001", as_text=True),
    Column("whatsapp", "WhatsApp", "Nomor ponsel yang dipakai di WhatsApp.", "086000000001", as_text=True),
    Column("email", "Surel", "Alamat surel usaha.", ""),
    Column("legal_form", "Bentuk usaha", "Perseorangan, UD, CV, PT, Koperasi, KUB, dan sebagainya.", "Perseorangan"),
    Column("founded_year", "Tahun berdiri", "4 angka.", "2015"),
    Column("kbli_code", "Kode KBLI", "5 angka, KBLI 2020 atau 2025.", "10722", as_text=True),
    Column("kbli_title", "Judul KBLI", "Membantu menentukan edisi KBLI; boleh kosong.", ""),
    Column("product", "Produk", "Produk utama, menjadi cerita usaha.", "Gula aren cetak dan gula semut"),
    Column("workers_male", "Tenaga kerja laki-laki", "Angka bulat.", "1"),
    Column("workers_female", "Tenaga kerja perempuan", "Angka bulat.", "3"),
    Column("investment", "Nilai investasi", "Rupiah; disimpan sebagai rentang.", "40000000"),
    Column("production_value", "Nilai produksi setahun", "Rupiah setahun; disimpan sebagai rentang.", "96000000"),
    Column("year", "Tahun data", "Tahun nilai produksi itu.", "2026"),
)
