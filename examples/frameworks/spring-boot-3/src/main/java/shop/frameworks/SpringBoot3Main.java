package shop.frameworks;

import java.net.URI;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** The service; {@code --server.port=PORT} says where it listens. */
@SpringBootApplication
@RestController
public class SpringBoot3Main {
  private final WebClient client = WebClient.create();

  /** Starts it. */
  public static void main(String[] args) {
    SpringApplication.run(SpringBoot3Main.class, args);
  }

  /** For everybody. */
  @GetMapping("/hello")
  public Mono<String> hello() {
    return Mono.just("hello from Spring Boot 3");
  }

  /** For those who may. */
  @GetMapping("/private")
  public Mono<String> secret() {
    System.out.println("reached");
    return Mono.just("private");
  }

  /** What another service says. */
  @GetMapping("/ask")
  public Mono<String> ask(@RequestParam("of") URI other) {
    return client.get().uri(other).retrieve().bodyToMono(String.class);
  }
}
