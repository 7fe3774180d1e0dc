package io.serai;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The hub's process. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Serai {

  /** Starts the hub. */
  public static void main(String[] args) {
    SpringApplication.run(Serai.class, args);
  }
}
