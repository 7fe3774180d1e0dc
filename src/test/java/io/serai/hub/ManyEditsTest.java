package io.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.iso8583.IsoMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Edits, good and broken by chance, while shops and terminals pay: nobody is refused or left
 * without an answer, and no terminal loses its connection. Two hundred in the long form of the
 * fault tests.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ManyEditsTest {

  private static final int EDITS = "long".equals(System.getProperty("serai.faults")) ? 200 : 15;
  private static final int SHOPS = 4;
  private static final int TERMINALS = 2;
  private static final int IN_FLIGHT = 4;
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ROUTES = "/v1/ops/routes";
  private static final String CHARGES = "online/charges.camel.yaml";

  private final AtomicBoolean enough = new AtomicBoolean();
  private final AtomicInteger paid = new AtomicInteger();

  @Test
  void nobodyNoticesThatRoutesAreEdited(@TempDir Path folder) throws Exception {
    EditedFolder routes =
        EditedFolder.shipped(Files.createDirectories(folder.resolve("routes"))).without("tests");
    String shipped = Files.readString(routes.path().resolve(CHARGES));
    Map<String, String> settings =
        Map.of(
            "serai.routes.replace", "on",
            "serai.routes.poll", "20ms",
            "serai.routes.settle", "20ms",
            // What becomes of the journal is not looked at.
            "serai.relay.enabled", "false",
            "serai.routes.folder", routes.path().toString());
    ExecutorService people = Executors.newCachedThreadPool();
    try (TestHub hub = TestHub.start(settings)) {
      Operator operator = new Operator(hub.operators());
      List<Future<Integer>> working = new ArrayList<>();
      for (int i = 0; i < SHOPS; i++) {
        int shop = i;
        working.add(people.submit(() -> shop(hub.rest(), shop)));
      }
      for (int i = 0; i < TERMINALS; i++) {
        int terminal = i;
        working.add(people.submit(() -> terminal(hub.isoPort(), terminal)));
      }
      Random chance = new Random(20261127);
      Set<String> sets = new HashSet<>();
      int refused = 0;
      for (int edit = 1; edit <= EDITS; edit++) {
        boolean good = chance.nextInt(3) > 0;
        int before = paid.get();
        String active = active(operator);
        String mark = "\n# edit " + edit + "\n";
        routes.write(CHARGES, good ? good(shipped, chance) + mark : broken(shipped, chance) + mark);
        if (good) {
          await().atMost(SOON).until(() -> !active(operator).equals(active));
          sets.add(active(operator));
        } else {
          refused++;
          int expected = refused;
          await().atMost(SOON).until(() -> refusals(operator) == expected);
          assertThat(active(operator)).isEqualTo(active);
        }
        await().atMost(SOON).until(() -> paid.get() > before);
      }
      enough.set(true);
      int told = 0;
      for (Future<Integer> one : working) {
        told += one.get(2, TimeUnit.MINUTES);
      }
      assertThat(sets).hasSize(EDITS - refused);
      assertThat(told).isEqualTo(paid.get()).isGreaterThan(EDITS);
      System.out.println(
          EDITS + " edits, " + refused + " of them refused, under " + told + " payments");
      // All sets but the active one and the one before it are closed in the end.
      await().atMost(SOON).until(() -> operator.get(ROUTES).body().path("sets").size() == 2);
    } finally {
      enough.set(true);
      people.shutdownNow();
    }
  }

  private static String active(Operator operator) {
    return operator.get(ROUTES).body().path("sets").get(0).path("set").asText();
  }

  private static int refusals(Operator operator) {
    for (String line : operator.page("/actuator/prometheus").body().split("\n", -1)) {
      if (line.startsWith("serai_routes_changes_total{what=\"refused\"}")) {
        return (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
      }
    }
    return 0;
  }

  private static String good(String text, Random chance) {
    return switch (chance.nextInt(3)) {
      case 0 -> text;
      case 1 -> text.replace("gateway-a,gateway-b", "gateway-b,gateway-a");
      default -> text.replace("1000000", String.valueOf(1_000 + chance.nextInt(1_000_000)));
    };
  }

  private static String broken(String text, Random chance) {
    return switch (chance.nextInt(7)) {
      case 0 -> text.replace("gateway-a,", "gatway-a,");
      case 1 -> text.substring(0, text.length() / 2) + "\n      nonsense: [";
      case 2 -> text.replace("entry:charges", "entry:charge-s");
      case 3 -> text.replace("payment:charge", "log:charge");
      case 4 -> text.replace("body[amount]} >", "body[amount]} >>");
      case 5 -> text.replace("priority", "prioritty");
      default -> "";
    };
  }

  private int shop(Rest rest, int shop) {
    int told = 0;
    while (!enough.get()) {
      Rest.Answer answer = rest.charge("shop-" + shop + "-n" + told, Rest.card(100 + told % 900));
      assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
      told++;
      paid.incrementAndGet();
      pause();
    }
    return told;
  }

  /** The pace of people, so that the machine has time for what they do not notice. */
  private static void pause() {
    CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS))
        .join();
  }

  /** Several at a time over the one connection that it opened at first. */
  private int terminal(int port, int number) {
    int told = 0;
    try (Terminal terminal = Terminal.connect(port)) {
      while (!enough.get()) {
        List<CompletableFuture<IsoMessage>> asked = new ArrayList<>();
        for (int i = 0; i < IN_FLIGHT; i++) {
          int stan = 1 + number * 400_000 + told + i;
          asked.add(terminal.sendAsync(Terminal.request("0100", stan)));
        }
        for (CompletableFuture<IsoMessage> answer : asked) {
          assertThat(answer.join().field(39)).isEqualTo("00");
          told++;
          paid.incrementAndGet();
        }
        pause();
      }
    }
    return told;
  }
}
