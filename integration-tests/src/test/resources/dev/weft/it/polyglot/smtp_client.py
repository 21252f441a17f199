"""Sends messages over one connection with smtplib: smtp_client.py PORT COUNT LINES.

Prints the digest of each message as a server should see it.
"""

import hashlib
import smtplib
import sys

port, count, lines = map(int, sys.argv[1:])
with smtplib.SMTP("127.0.0.1", port, local_hostname="client.test", timeout=30) as smtp:
    for number in range(count):
        body = f"Subject: number {number}\r\n\r\n" + "for-one-pair-of-eyes\r\n" * lines
        body += ".a line that starts with a dot\r\n"
        smtp.sendmail("shop@client.test", ["orders@shop.test"], body)
        print("message", hashlib.sha256(body.encode("ascii")).hexdigest(), flush=True)
