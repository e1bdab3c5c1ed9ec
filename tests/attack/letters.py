"""The letters of the table of rights: who comes by, and what each may get."""

# Who, in the order of the letters below. "rina-" is a reviewer whose session has not shown the second factor; Pak Tono
# (field officer) may look at the desk but not decide, open scans or see a NIK; Pak Joko (administrator) gives roles.
WHO = ("visitor", "sari", "dede", "wulan", "tono", "rina-", "rina", "ratna", "joko")
# o open, i must sign in, 2 must show the second factor, 3 forbidden (403), 4 not found (404), m no such method (405)
ALL, NONE, NEVER = "o" * 9, "4" * 9, "m" * 9
OWN_POST, HERS, LOOK = "immmm2mmm", "io4442444", "i333o2oo3"  # HERS: what is Sari's
HIS = "i4o442444"
NOT_HIS = "i33342oo3"  # of the desk, but not Pak Tono's
# Bu Rina and Bu Ratna see the figures of the office, Bu Ratna enters those of other sources
FIGURES, ENTER = "i33332oo3", "i333323o3"
SIGNED_IN, DECIDE, LEAD, GRANT = "ioooo2ooo", "i33332oo3", "i333333o3", "i3333333o"
INCIDENTS = "i333333oo"
