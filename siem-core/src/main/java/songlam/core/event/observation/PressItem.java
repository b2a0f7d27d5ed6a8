package songlam.core.event.observation;

import java.util.List;
import songlam.core.event.EcsField;
import songlam.core.event.Event;
import songlam.core.event.EventBuilder;

/**
 * One article as a feed announced it.
 *
 * @param observedAt when the feed was read; the item's own time when that lies hours before
 * @param feed the source's name in the catalogue
 * @param url where the article stands
 * @param published when its paper says it was published
 * @param story key of the story it belongs to: the same for articles that tell the same
 * @param tone {@code negative}, {@code neutral} or {@code positive}, from the words of the title
 *     and summary
 * @param communes codes of the communes it names
 */
public record PressItem(
    long observedAt,
    String feed,
    String url,
    String title,
    String summary,
    long published,
    String story,
    String tone,
    List<String> communes,
    Where where)
    implements Observation {
  public static final String DATASET = "songlam.press_item";

  public PressItem {
    communes = List.copyOf(communes);
  }

  @Override
  public EventBuilder toEvent() {
    EventBuilder event =
        Texts.begin(DATASET, observedAt, "feed/" + feed)
            .set(EcsField.SONGLAM_PRESS_FEED, feed)
            .set(EcsField.URL_FULL, url)
            .set(EcsField.SONGLAM_PRESS_TITLE, title)
            .set(EcsField.SONGLAM_PRESS_SUMMARY, summary)
            .set(EcsField.SONGLAM_PRESS_PUBLISHED, published)
            .set(EcsField.SONGLAM_PRESS_STORY, story)
            .set(EcsField.SONGLAM_PRESS_TONE, tone)
            .set(EcsField.SONGLAM_PRESS_COMMUNES, communes);
    where.put(event);
    return event;
  }

  static PressItem of(Event event) {
    return new PressItem(
        event.timestamp(),
        Texts.of(event, EcsField.SONGLAM_PRESS_FEED),
        Texts.of(event, EcsField.URL_FULL),
        Texts.of(event, EcsField.SONGLAM_PRESS_TITLE),
        Texts.of(event, EcsField.SONGLAM_PRESS_SUMMARY),
        event.number(EcsField.SONGLAM_PRESS_PUBLISHED, event.timestamp()),
        Texts.of(event, EcsField.SONGLAM_PRESS_STORY),
        Texts.of(event, EcsField.SONGLAM_PRESS_TONE),
        event.texts(EcsField.SONGLAM_PRESS_COMMUNES),
        Where.of(event));
  }
}
