"""Any matter with a clock: complaints, requests, promises, referrals, orders."""
