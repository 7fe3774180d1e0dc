package io.serai.testkit;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * An SQS server in memory. System properties: {@code sqs.port}, {@code sqs.queues} (names with
 * commas between, made at the start).
 */
public final class SqsMain {

  private SqsMain() {}

  /** Runs until the process is ended. */
  public static void main(String[] args) throws IOException, InterruptedException {
    EndWithParent.watch();
    TestSqs sqs = TestSqs.start(Integer.getInteger("sqs.port", 9324));
    for (String queue : System.getProperty("sqs.queues", "").split(",", -1)) {
      if (!queue.isBlank()) {
        sqs.createQueue(queue.trim());
      }
    }
    Runtime.getRuntime().addShutdownHook(new Thread(sqs::close, "sqs-stop"));
    new CountDownLatch(1).await();
  }
}
