package shop.frameworks;

import io.dropwizard.Application;
import io.dropwizard.Configuration;
import io.dropwizard.setup.Environment;

/** The service; {@code server FILE} has it listen as the file says. */
public final class Dropwizard2Main extends Application<Configuration> {
  /** Starts it. */
  public static void main(String[] args) throws Exception {
    new Dropwizard2Main().run(args);
  }

  @Override
  public void run(Configuration configuration, Environment environment) {
    environment.jersey().register(new Resource());
  }
}
