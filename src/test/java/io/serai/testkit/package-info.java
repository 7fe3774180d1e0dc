/** Real servers for tests: PostgreSQL, Kafka and SQS, on free ports, shared by one test JVM. */
@NullMarked
package io.serai.testkit;

import org.jspecify.annotations.NullMarked;
