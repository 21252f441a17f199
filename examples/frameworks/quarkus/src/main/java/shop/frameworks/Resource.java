package shop.frameworks;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** What the service answers; {@code -Dquarkus.http.port=PORT} says where it listens. */
@Path("/")
public class Resource {
  /** For everybody. */
  @GET
  @Path("hello")
  public String hello() {
    return "hello from Quarkus";
  }

  /** For those who may. */
  @GET
  @Path("private")
  public String secret() {
    System.out.println("reached");
    return "private";
  }
}
