package shop.frameworks;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Environment;

/** The service; {@code server FILE} has it listen as the file says. */
public final class Dropwizard4Main extends Application<Configuration> {
  /** Starts it. */
  public static void main(String[] args) throws Exception {
    new Dropwizard4Main().run(args);
  }

  @Override
  public void run(Configuration configuration, Environment environment) {
    environment.jersey().register(new Resource());
  }
}
