package dev.weft.it.http;

import java.util.List;

/** Requests that one side may read as another than the other side. */
final class OddRequests {
  /** Ways to write a path that some read as /admin. */
  static final List<String> READ_IN_TWO_WAYS =
      List.of(
          "/admin",
          "//admin",
          "/./admin",
          "/open/../admin",
          "/open/%2e%2e/admin",
          "/open/%2E%2E/admin",
          "/open/..;/admin",
          "/open/..;a=b/admin",
          "/open;a/../admin",
          "/open%2f..%2fadmin",
          "/open%2F%2E%2E%2Fadmin",
          "/open/..%2fadmin",
          "/%61dmin",
          "/%2561dmin",
          "/admin;jsessionid=1",
          "/admin;/x",
          "/;a/admin",
          "/admin%3Bx",
          "/admin%00",
          "/admin%00.html",
          "/%00/../admin",
          "/admin/",
          "/admin//",
          "/admin/.",
          "/admin/%2e",
          "/open/../../admin",
          "\\admin",
          "/\\admin",
          "/open\\..\\admin",
          "/open%5c..%5cadmin",
          "/open/%5C../admin",
          "/%c1%a1dmin",
          "/%c0%af/admin",
          "/open/%c0%ae%c0%ae/admin",
          "/%e0%80%afadmin",
          "/admin?x",
          "/admin#x",
          "/open/../admin?/../open",
          "/open?/../admin",
          "http://a.test/admin",
          "http://a.test//admin",
          "HTTP://A.test/open/../admin",
          "http://a.test/open/..;/admin",
          "http://b@a.test/admin",
          "http://a.test:80/%61dmin",
          "///admin",
          "//a.test/admin",
          "/%u0061dmin",
          "/%admin",
          "/%6",
          "admin",
          "*",
          "/ADMIN",
          "/\u00e1dmin",
          "/admin\t",
          "/admin%09",
          "/admin%20",
          "/%0a/admin");

  /** Requests for /admin as few clients write them. */
  static final List<String> WRITTEN_ODDLY =
      List.of(
          "get /admin HTTP/1.1\r\nHost: a\r\n\r\n",
          "Get /admin HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /admin HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
          "GET /admin HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
          "GET /admin HTTP/1.0\r\n\r\n",
          "GET /admin HTTP/1.1\nHost: a\n\n",
          "GET  /admin HTTP/1.1\r\nHost: a\r\n\r\n",
          "\r\nGET /admin HTTP/1.1\r\nHost: a\r\n\r\n");

  private OddRequests() {}
}
