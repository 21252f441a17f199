"""Asks for a page by packets of its own making, FROM and TO: one from the middle of a connection comes
before the first. Prints what is answered. The system's own answers to what it knows nothing of have
to be kept back."""
import random
import socket
import struct
import sys
import time

SYN, RST, PSH, ACK = 2, 4, 8, 16
# An option for which a listener that has no key drops the packet without a word (RFC 2385).
SIGNED = bytes([19, 18]) + bytes(16) + bytes([1, 1])


def checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF


source, target, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
own = random.randint(20000, 30000)
raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP)
raw.settimeout(0.5)


def send(flags, seq, ack, options=b"", data=b""):
    offset = (5 + len(options) // 4) << 4
    head = struct.pack("!HHLLBBHHH", own, port, seq, ack, offset, flags, 64000, 0, 0) + options
    pseudo = socket.inet_aton(source) + socket.inet_aton(target)
    pseudo += struct.pack("!BBH", 0, 6, len(head) + len(data))
    head = head[:16] + struct.pack("!H", checksum(pseudo + head + data)) + head[18:]
    raw.sendto(head + data, (target, 0))


def heard(end):
    """Flags, number and bytes of the next packet of the connection; None when there is none."""
    while time.time() < end:
        try:
            packet = raw.recv(65536)
        except socket.timeout:
            continue
        tcp = packet[(packet[0] & 15) * 4 :]
        if struct.unpack("!HH", tcp[:4]) == (port, own):
            return tcp[13], struct.unpack("!L", tcp[4:8])[0], tcp[(tcp[12] >> 4) * 4 :]
    return None


send(ACK, 1000, 5000, SIGNED)
send(SYN, 1000, 0)
answer = heard(time.time() + 5)
if answer is None or not answer[0] & SYN:
    print("no connection")
    sys.exit()
request = b"GET /forged HTTP/1.0\r\n\r\n"
send(ACK, 1001, answer[1] + 1)
send(PSH | ACK, 1001, answer[1] + 1, data=request)
end = time.time() + 5
while (answer := heard(end)) is not None:
    if answer[2]:
        print(answer[2][:40])
        sys.exit()
    if answer[0] & RST:
        break
print("nothing said")
