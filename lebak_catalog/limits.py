"""How often one contact or one address may do what costs something; part of settings, asked by accounts/limits.py.

Many phones of one operator share an address, so the limit by address is wide and the one by contact narrow.
"""

ACCOUNT_RATE_LIMITS = {
    "request_login_code": "100/15m/ip,5/15m/key,25/d/key",
    "guess_code": "15/15m/key,50/d/key",
    "login_failed": "10/15m/key",
    "find_claim": "60/h/ip,10/d/key",
    "report_fault": "20/h/ip,100/d/key",
    "print_sheet": "120/h/ip",
    "print_booklet": "10/h/key",
    "export": "20/10m/ip,120/h/ip",  # whole lists as files; what wants more takes the open data
}
