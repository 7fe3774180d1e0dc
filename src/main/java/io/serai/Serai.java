package io.serai;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The hub's process. */
@SpringBootApplication
public class Serai {

  /** Starts the hub. */
  public static void main(String[] args) {
    SpringApplication.run(Serai.class, args);
  }
}
