package io.serai.faults;

import io.serai.Serai;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.SpringApplication;

/**
 * The hub with its beans watched, so that it can be made to end at a named point or to live at
 * another time. It is told by lines on its standard input: {@code halt <point> <passing>}, {@code
 * pause <point> <passing>} and {@code clock <milliseconds ahead>}. It ends when nobody is left to
 * tell it anything.
 */
public final class FaultyHub {

  /** The setting with which the beans are watched; without it this is the hub as it is. */
  static final String WATCHED = "serai.faults.watched";

  private FaultyHub() {}

  /** Runs the hub. */
  public static void main(String[] args) {
    var clock = new ShiftedClock();
    var points = new FaultPoints();
    Thread listener = new Thread(() -> listen(clock, points), "faults");
    listener.setDaemon(true);
    listener.start();
    var application = new SpringApplication(Serai.class);
    application.addInitializers(
        context -> {
          if (context.getEnvironment().getProperty(WATCHED, Boolean.class, false)) {
            context.getBeanFactory().addBeanPostProcessor(new FaultBeans(clock, points));
          }
        });
    Serai.run(application, args);
  }

  private static void listen(ShiftedClock clock, FaultPoints points) {
    try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
          case "clock" -> clock.shift(Long.parseLong(words[1]));
          case "pause" -> points.armPause(FaultPoint.valueOf(words[1]), Integer.parseInt(words[2]));
          case "halt" -> points.arm(FaultPoint.valueOf(words[1]), Integer.parseInt(words[2]));
          default -> throw new IOException("no such command: " + line);
        }
        System.out.println("Heard: " + line);
      }
    } catch (IOException e) {
      System.out.println("Nobody can be heard: " + e.getMessage());
    }
    Runtime.getRuntime().halt(1);
  }
}
