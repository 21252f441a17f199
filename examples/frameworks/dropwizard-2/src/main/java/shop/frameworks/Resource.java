package shop.frameworks;

import javax.ws.rs.GET;
import javax.ws.rs.Path;

/** What the service answers. */
@Path("/")
public final class Resource {
  /** For everybody. */
  @GET
  @Path("hello")
  public String hello() {
    return "hello from Dropwizard";
  }

  /** For those who may. */
  @GET
  @Path("private")
  public String secret() {
    System.out.println("reached");
    return "private";
  }
}
