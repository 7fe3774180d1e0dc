package io.serai.issuing;

import io.serai.journal.RelayPace;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of what is told of card accounts after each commit, under {@code serai.notifications}.
 *
 * @param enabled whether this process takes part; it must relay too ({@code serai.relay.enabled})
 * @param topic where card events are published
 * @param partitions of the topic, fixed at its creation: the key is the card
 * @param replicas of the topic; -1 leaves it to the broker
 * @param batchRows events that one batch takes at the most, unless one transaction has more
 * @param idlePause pause when there was nothing to publish, or less than a quarter of a batch
 * @param takeOverPause pause before the lock is asked for again while another process holds it
 * @param deliveryTimeout how long a batch may wait for Kafka's acknowledgement before it is begun
 *     anew
 * @param lagAlarm age of the oldest unpublished event from which on an alarm is raised
 */
@Validated
@ConfigurationProperties("serai.notifications")
public record NotificationSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("serai.notifications") @NotBlank String topic,
    @DefaultValue("12") @Min(1) @Max(1000) int partitions,
    @DefaultValue("-1") @Min(-1) @Max(7) int replicas,
    @DefaultValue("2000") @Min(1) @Max(50_000) int batchRows,
    @DefaultValue("50ms") Duration idlePause,
    @DefaultValue("1s") Duration takeOverPause,
    @DefaultValue("10s") Duration deliveryTimeout,
    @DefaultValue("30s") Duration lagAlarm) {

  /** How fast they are published. */
  public RelayPace pace() {
    return new RelayPace(batchRows, idlePause, takeOverPause, deliveryTimeout, lagAlarm);
  }
}
