package shop.frameworks;

import java.net.URI;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;

/** The service; {@code --server.port=PORT} says where it listens. */
@SpringBootApplication
@RestController
public class SpringBoot2Main {
  private final RestTemplate client = new RestTemplate();

  /** Starts it. */
  public static void main(String[] args) {
    SpringApplication.run(SpringBoot2Main.class, args);
  }

  /** For everybody. */
  @GetMapping("/hello")
  public String hello() {
    return "hello from Spring Boot 2";
  }

  /** For those who may. */
  @GetMapping("/private")
  public String secret() {
    System.out.println("reached");
    return "private";
  }

  /** What another service says. */
  @GetMapping("/ask")
  public String ask(@RequestParam("of") URI other) {
    return client.getForObject(other, String.class);
  }
}
