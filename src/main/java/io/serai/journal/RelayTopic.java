package io.serai.journal;

/**
 * A topic of Kafka.
 *
 * @param name its name
 * @param partitions how many it is created with; never changed afterwards
 * @param replicas how many copies Kafka keeps; -1 leaves it to the broker
 */
public record RelayTopic(String name, int partitions, int replicas) {}
