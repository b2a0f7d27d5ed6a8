package songlam.core.event.observation;

import java.util.Optional;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;

/** A civic fact. Its {@code event.dataset} is the name of its kind. */
public sealed interface Observation
    permits CameraStatus, TrafficCount, TrafficTrack, PressItem, FieldReport, ServiceCheck {
  /** Milliseconds since the epoch at which it was so. */
  long observedAt();

  /** An event that holds all of this record. */
  EventBuilder toEvent();

  /** The observation an event holds; empty when it holds none. */
  static Optional<Observation> of(Event event) {
    String dataset = event.text(EcsField.EVENT_DATASET);
    return dataset == null
        ? Optional.empty()
        : switch (dataset) {
          case CameraStatus.DATASET -> Optional.of(CameraStatus.of(event));
          case TrafficCount.DATASET -> Optional.of(TrafficCount.of(event));
          case TrafficTrack.DATASET -> Optional.of(TrafficTrack.of(event));
          case PressItem.DATASET -> Optional.of(PressItem.of(event));
          case FieldReport.DATASET -> Optional.of(FieldReport.of(event));
          case ServiceCheck.DATASET -> Optional.of(ServiceCheck.of(event));
          default -> Optional.empty();
        };
  }
}
