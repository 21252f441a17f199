/*
 * What passes a network device of Linux: `wire DEVICE FILE` writes every frame to the file, until
 * its standard input ends.
 */
#include <arpa/inet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>

int main(int count, char **arguments) {
  static char frame[65536];
  if (count != 3) {
    fprintf(stderr, "usage: wire DEVICE FILE\n");
    return 2;
  }
  int tap = socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL));
  struct sockaddr_ll device = {.sll_family = AF_PACKET,
                               .sll_protocol = htons(ETH_P_ALL),
                               .sll_ifindex = (int)if_nametoindex(arguments[1])};
  FILE *out = fopen(arguments[2], "wb");
  if (tap < 0 || bind(tap, (struct sockaddr *)&device, sizeof device) < 0 || out == NULL) {
    perror("wire");
    return 1;
  }
  printf("wire: listening\n");
  fflush(stdout);
  struct pollfd sources[] = {{.fd = tap, .events = POLLIN}, {.fd = 0, .events = POLLIN}};
  while (poll(sources, 2, -1) > 0) {
    if (sources[0].revents != 0) {
      ssize_t length = recv(tap, frame, sizeof frame, 0);
      if (length > 0) {
        fwrite(frame, 1, (size_t)length, out);
      }
    } else if (sources[1].revents != 0) {
      return fclose(out) == 0 ? 0 : 1;
    }
  }
  return 1;
}
