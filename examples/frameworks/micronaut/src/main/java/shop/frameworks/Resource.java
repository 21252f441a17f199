package shop.frameworks;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import org.reactivestreams.Publisher;

/** What the service answers. */
@Controller
@Produces(MediaType.TEXT_PLAIN)
public class Resource {
  private final HttpClient client;

  /** Asks others by {@code client}. */
  public Resource(@Client HttpClient client) {
    this.client = client;
  }

  /** For everybody. */
  @Get("/hello")
  public String hello() {
    return "hello from Micronaut";
  }

  /** For those who may. */
  @Get("/private")
  public String secret() {
    System.out.println("reached");
    return "private";
  }

  /** What another service says. */
  @Get("/ask")
  public Publisher<String> ask(@QueryValue("of") String other) {
    return client.retrieve(other);
  }
}
