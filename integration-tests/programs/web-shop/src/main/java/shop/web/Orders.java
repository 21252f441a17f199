package shop.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers a GET with the order that it is asked for, and a POST with its own body. */
public final class Orders extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final int MAX_BODY = 8 << 20;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String order = "order of " + request.getParameter("item");
    response.setContentType("text/plain");
    response.getOutputStream().write(order.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readNBytes(MAX_BODY);
    response.setContentType("application/octet-stream");
    response.getOutputStream().write(body);
  }
}
