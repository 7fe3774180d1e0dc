package io.serai.cli;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import picocli.CommandLine.Option;

/** Which database a command works on: the hub's, by the same environment as the hub's. */
final class DatabaseOptions {

  @Option(
      names = "--url",
      description = "JDBC URL of the hub's database (or SPRING_DATASOURCE_URL).",
      defaultValue = "${env:SPRING_DATASOURCE_URL:-jdbc:postgresql://localhost:5432/serai}")
  private String url = "";

  @Option(
      names = "--username",
      description = "Its user (or SPRING_DATASOURCE_USERNAME).",
      defaultValue = "${env:SPRING_DATASOURCE_USERNAME:-}")
  private String username = "";

  // Not an option: what stands on a command line can be read by every user of the machine.
  private final String password = System.getenv().getOrDefault("SPRING_DATASOURCE_PASSWORD", "");

  /** A client that connects for each statement. */
  JdbcClient connect() {
    return JdbcClient.create(
        username.isEmpty()
            ? new DriverManagerDataSource(url)
            : new DriverManagerDataSource(url, username, password));
  }

  /** One connection that is used again and again; close it. */
  SingleConnectionDataSource connection() {
    return username.isEmpty()
        ? new SingleConnectionDataSource(url, true)
        : new SingleConnectionDataSource(url, username, password, true);
  }
}
