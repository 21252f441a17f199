/*
 * The shop's stock: `stock [PORT]`.
 *
 * GET /stock tells how many pieces of each item are there, as JSON. The port is the argument, or
 * else 9003; 0 takes any free one. The address is STOCK_HOST, or else 127.0.0.1. One request at a
 * time, one on each connection.
 *
 * Build: cc -O1 -o stock stock.c
 */
#define _POSIX_C_SOURCE 200809L

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { MAX_HEAD = 16384, TIMEOUT_SECONDS = 5 };

static const char STOCK[] = "{\"tea\":120,\"cups\":36,\"pot\":4,\"cake\":0,\"honey\":15}";

static void fail(const char *what) {
  perror(what);
  exit(1);
}

/* Reads up to the empty line behind the head; tells whether it came. */
static int read_head(int connection, char *head) {
  size_t length = 0;
  while (length < MAX_HEAD) {
    ssize_t count = recv(connection, head + length, MAX_HEAD - length, 0);
    if (count <= 0) {
      return 0;
    }
    length += (size_t)count;
    head[length] = '\0';
    if (strstr(head, "\r\n\r\n") != NULL) {
      return 1;
    }
  }
  return 0;
}

static void write_all(int connection, const char *text, size_t length) {
  while (length > 0) {
    ssize_t count = send(connection, text, length, 0);
    if (count <= 0) {
      return;
    }
    text += count;
    length -= (size_t)count;
  }
}

static void answer(int connection, const char *status, const char *type, const char *body) {
  char text[1024];
  int length = snprintf(text, sizeof text,
                        "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
                        "Connection: close\r\n\r\n%s",
                        status, type, strlen(body), body);
  write_all(connection, text, (size_t)length);
}

static void serve(int connection) {
  static char head[MAX_HEAD + 1];
  struct timeval limit = {.tv_sec = TIMEOUT_SECONDS};
  setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  if (!read_head(connection, head)) {
    return;
  }
  if (strncmp(head, "GET /stock HTTP/1.", 18) == 0) {
    answer(connection, "200 OK", "application/json", STOCK);
  } else {
    answer(connection, "404 Not Found", "text/plain", "no such page\n");
  }
}

int main(int count, char **arguments) {
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (listener < 0) {
    fail("socket");
  }
  int yes = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  struct sockaddr_in address = {.sin_family = AF_INET};
  const char *host = getenv("STOCK_HOST");
  if (host == NULL) {
    host = "127.0.0.1";
  }
  if (inet_pton(AF_INET, host, &address.sin_addr) != 1) {
    fprintf(stderr, "stock: STOCK_HOST: %s (expected: an IPv4 address)\n", host);
    exit(1);
  }
  address.sin_port = htons((unsigned short)atoi(count > 1 ? arguments[1] : "9003"));
  socklen_t size = sizeof address;
  if (bind(listener, (struct sockaddr *)&address, size) < 0 || listen(listener, 16) < 0 ||
      getsockname(listener, (struct sockaddr *)&address, &size) < 0) {
    fail("stock: cannot listen");
  }
  signal(SIGPIPE, SIG_IGN);
  printf("stock: listening on http://%s:%d\n", host, ntohs(address.sin_port));
  fflush(stdout);
  for (;;) {
    int connection = accept(listener, NULL, NULL);
    if (connection >= 0) {
      serve(connection);
      close(connection);
    }
  }
}
