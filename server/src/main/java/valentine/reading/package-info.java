/// What is promised in words that we write, and by when: "we'll refund you by Friday".
///
/// Pure code: [PromiseReader] finds the promises in a text, in English and German, with their dates as a
/// [valentine.calendar.BusinessCalendar] understands them; what becomes of them is the word promise's.
@NullMarked
package valentine.reading;

import org.jspecify.annotations.NullMarked;
