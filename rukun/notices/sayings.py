"""What a notice says, in its title and its sentence (pure)."""

from __future__ import annotations

from collections.abc import Mapping

from rukun.notices.rules import Matter, Way
from rukun.values.words import sentence

# Short titles, and sentences with gaps. The gap {report} is the kind and the code of a report.
TITLES: Mapping[Matter, str] = {
    Matter.OPENED: sentence("Laporan diterima"),
    Matter.TAKEN: sentence("Laporan mulai dikerjakan"),
    Matter.FORWARDED: sentence("Laporan diteruskan"),
    Matter.DONE: sentence("Laporan selesai"),
    Matter.DECLINED: sentence("Laporan tidak dapat ditangani"),
    Matter.PAUSED: sentence("Laporan tertunda"),
    Matter.RESUMED: sentence("Laporan dikerjakan lagi"),
    Matter.AMENDED: sentence("Laporan dibetulkan"),
    Matter.MERGED: sentence("Laporan digabung"),
    Matter.UNMERGED: sentence("Laporan dipisahkan kembali"),
    Matter.ASSIGNED: sentence("Petugas ditugaskan"),
    Matter.REOPENED: sentence("Laporan dibuka kembali"),
    Matter.LATE: sentence("Laporan lewat tenggat"),
    Matter.COMMENTED: sentence("Komentar baru"),
    Matter.STRUCK: sentence("Laporan dicoret"),
    Matter.ACCEPTED: sentence("Laporan dinyatakan sah"),
    Matter.HANDED_UP: sentence("Perlu keputusan kecamatan"),
    Matter.CONFIRMED: sentence("Penyelesaian dibenarkan"),
    Matter.DISPUTED: sentence("Penyelesaian dibantah"),
    Matter.AUDITED: sentence("Penyelesaian diperiksa"),
    Matter.UPHELD: sentence("Sanggahan diterima"),
    Matter.REJECTED: sentence("Sanggahan ditolak"),
    Matter.CLOSED: sentence("Bulan ditutup"),
    Matter.PAID: sentence("Uang operasional dibayar"),
    Matter.OVERDUE: sentence("Tiket wilayah lewat tenggat"),
    Matter.DIGEST: sentence("Ringkasan mingguan"),
    Matter.HIDDEN: sentence("Isi laporan disembunyikan"),
    Matter.SHOWN: sentence("Isi laporan terlihat umum"),
    Matter.CONTACT: sentence("Data kontak Anda dibuka"),
    Matter.INVITED: sentence("Undangan sosialisasi"),
    Matter.MOVED: sentence("Sosialisasi dipindahkan"),
    Matter.CANCELLED: sentence("Sosialisasi dibatalkan"),
    Matter.ANSWERED: sentence("Pertanyaan Anda dijawab"),
    Matter.UNANSWERED: sentence("Pertanyaan belum dijawab"),
    Matter.UNIT_ASKED: sentence("Perubahan RT atau RW menunggu jawaban"),
    Matter.UNIT_TOLD: sentence("Kabar perubahan RT atau RW"),
    Matter.UNIT_ENDED: sentence("Unit Anda berakhir"),
    Matter.ASKED: sentence("Kantor bertanya kepada Anda"),
    Matter.REPLIED: sentence("Pelapor menjawab"),
    Matter.FOLLOWED: sentence("Kabar tempat yang Anda ikuti"),
    Matter.SHARED: sentence("Laporan dikerjakan bersama"),
    Matter.PART_GIVEN: sentence("Bagian untuk kantor Anda"),
    Matter.PART_DONE: sentence("Satu bagian selesai"),
    Matter.PART_READY: sentence("Bagian tiket Anda selesai"),
    Matter.PART_BACK: sentence("Bagian dikembalikan kepada Anda"),
    Matter.PART_ENDED: sentence("Bagian kantor Anda dicabut"),
    Matter.PARTLY: sentence("Baru beres sebagian"),
}
SENTENCES: Mapping[Matter, str] = {
    Matter.OPENED: sentence("{report} sudah sampai di {office}."),
    Matter.TAKEN: sentence("{report} mulai dikerjakan {office}."),
    Matter.FORWARDED: sentence("{report} diteruskan ke {office}."),
    Matter.DONE: sentence("{report} selesai dikerjakan {office}. Lihat hasilnya."),
    Matter.DECLINED: sentence("{report} tidak dapat ditangani {office}. Alasannya ada di halaman laporan."),
    Matter.PAUSED: sentence("{report} tertunda di {office}, diperkirakan sampai {until}: {cause}."),
    Matter.RESUMED: sentence("{report} dikerjakan lagi oleh {office}."),
    Matter.AMENDED: sentence(
        "Jenis atau tempat {report} dibetulkan {office}. Laporan Anda tetap seperti yang ditulis."
    ),
    Matter.MERGED: sentence(
        "{report} digabung dengan laporan lain tentang masalah yang sama. Anda tetap dikabari sampai selesai."
    ),
    Matter.UNMERGED: sentence(
        "{report} ternyata masalah tersendiri: digabung keliru, dan kini ditangani {office} lagi."
    ),
    Matter.ASSIGNED: sentence("{office} menugaskan petugas untuk {report}."),
    Matter.REOPENED: sentence("{report} dibuka kembali: pelapor menyatakan belum beres."),
    Matter.LATE: sentence("{report} lewat tenggat di {office}; atasannya sudah diberi tahu."),
    Matter.COMMENTED: sentence("Ada komentar baru pada {report}."),
    Matter.STRUCK: sentence("{report} tidak dihitung. {reason} Jika ini keliru, sanggahlah dari halaman Bulan ini."),
    Matter.ACCEPTED: sentence("{report} dinyatakan sah oleh Tapem."),
    Matter.HANDED_UP: sentence("{report} sudah terlalu sering berpindah atau dibuka kembali; {office} memutuskan."),
    Matter.CONFIRMED: sentence("Warga membenarkan penyelesaian {report}."),
    Matter.DISPUTED: sentence("Warga membantah penyelesaian {report}. Katanya ada di halaman tiket."),
    Matter.PARTLY: sentence("Menurut warga {report} baru beres sebagian. Sisanya ada di halaman tiket."),
    Matter.AUDITED: sentence("Penyelesaian {report} diperiksa. Hasilnya ada di halaman tiket."),
    Matter.UPHELD: sentence("{report} dihitung: sanggahan atas coretannya diterima."),
    Matter.REJECTED: sentence(
        "{report} tetap tidak dihitung: sanggahannya ditolak. Alasannya ada di halaman Bulan ini."
    ),
    Matter.CLOSED: sentence("{month} untuk {unit} ditutup: {amount}, menunggu persetujuan."),
    Matter.PAID: sentence("{amount} untuk {unit} bulan {month} sudah dibayarkan ke kas."),
    Matter.OVERDUE: sentence("{report} lewat tenggat di {office}."),
    Matter.DIGEST: sentence(
        "{place}, {week}: {open} laporan terbuka, {overdue} lewat tenggat; {closed} selesai, "
        "{reopened} dibuka kembali, {disputed} dibantah warga."
    ),
    Matter.HIDDEN: sentence("{report}: {part} kini tidak terlihat umum, karena {why}. Anda sendiri masih melihatnya."),
    Matter.SHOWN: sentence("{report} terlihat umum: {office} sudah memutuskan."),
    Matter.CONTACT: sentence("{office} membuka nomor atau surel Anda untuk {report}. Alasannya ada di halaman Akun."),
    Matter.INVITED: sentence("Anda diundang ke sosialisasi tahap {stage}, {kelurahan}: {when}, {place}."),
    Matter.MOVED: sentence("Sosialisasi tahap {stage}, {kelurahan}, dipindahkan ke {when}, {place}."),
    Matter.CANCELLED: sentence("Sosialisasi tahap {stage}, {kelurahan}, pada {when} dibatalkan."),
    Matter.ANSWERED: sentence("Jawaban pertanyaan Anda ada di halaman Tanya jawab."),
    Matter.UNANSWERED: sentence("Sebuah pertanyaan menunggu jawaban sudah {days} hari."),
    Matter.UNIT_ASKED: sentence("Kelurahan memasukkan perubahan {unit}. Cocokkan dengan keputusannya, lalu jawab."),
    Matter.UNIT_TOLD: sentence("Lihat apa jadinya perubahan {unit} yang Anda masukkan."),
    Matter.UNIT_ENDED: sentence("{unit} tidak ada lagi sejak {day}, dan jabatan Anda di sana berakhir bersamanya."),
    Matter.ASKED: sentence("{office} bertanya tentang {report}. Jawablah di halaman laporan, sebelum {until}."),
    Matter.REPLIED: sentence("Pelapor menjawab pertanyaan tentang {report}. Jawabannya ada di halaman tiket."),
    Matter.FOLLOWED: sentence("{where}, {when}: {counts}."),
    Matter.SHARED: sentence("Sebagian pekerjaan {report} kini ada di {office}. Laporannya tetap satu."),
    Matter.PART_GIVEN: sentence("{office} mendapat satu bagian dari {report}, dengan tenggatnya sendiri."),
    Matter.PART_DONE: sentence("Satu bagian pekerjaan {report} selesai. Sisanya ada di halaman laporan."),
    Matter.PART_READY: sentence(
        "Kantor lain menyelesaikan bagiannya dari {report}. Yang masih ada tampak di halaman tiket."
    ),
    Matter.PART_BACK: sentence("Satu bagian dari {report} dikembalikan kepada Anda. Sebabnya ada di halaman tiket."),
    Matter.PART_ENDED: sentence(
        "Bagian {office} dari {report} tidak perlu dikerjakan lagi. Sebabnya ada di halaman laporan."
    ),
}
# What stands on a locked screen, in a mailbox or in a text when the report is private.
TITLE_OF_PRIVATE = sentence("Kabar laporan pribadi")
SENTENCE_OF_PRIVATE = sentence("Ada kabar tentang laporan Anda yang pribadi. Buka Rukun untuk membacanya.")

WAY_WORDS = {
    Way.APP: sentence("Di sini"),
    Way.PUSH: sentence("Perangkat"),
    Way.EMAIL: sentence("Surel"),
    Way.TEXT: sentence("Pesan teks"),
}
