"""Writes every frame on the bridge to a file, each once and behind its length, for as long as the standard input is open."""
import select
import socket
import struct
import sys

LIMIT = 1 << 30
OUTGOING = 4  # PACKET_OUTGOING of Linux
STATISTICS = (263, 6)  # SOL_PACKET, PACKET_STATISTICS

tap = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.ntohs(3))
# Room for all that comes while this is not running: SO_RCVBUFFORCE of Linux.
tap.setsockopt(socket.SOL_SOCKET, 33, 256 << 20)
written = 0
with open(sys.argv[1], "wb") as out:
    print("listening 0", flush=True)
    while True:
        ready, _, _ = select.select([tap, sys.stdin], [], [])
        if tap in ready:
            frame, (device, _, kind, *_) = tap.recvfrom(1 << 17)
            # As it comes from a member, or from the bridge's own end; never as it goes to one.
            if device != "lo" and (kind == OUTGOING) == (device == "net0"):
                written += len(frame)
                if written > LIMIT:
                    sys.exit("more than %d bytes" % LIMIT)
                out.write(struct.pack(">I", len(frame)))
                out.write(frame)
        elif sys.stdin in ready:
            break
_, missed = struct.unpack("II", tap.getsockopt(*STATISTICS, 8))
print("missed %d" % missed, flush=True)
