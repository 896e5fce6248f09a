"""The desk of lurah, staff, SKPD and kecamatan: its queue, and one ticket at a time."""
