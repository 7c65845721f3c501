package valentine.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import valentine.channel.AttachmentId;

class AttachmentTest {
    @Test
    void what_may_act_by_itself_is_marked_whatever_it_is_called() {
        for (String name : new String[] {
            "bill.pdf.exe", "a.SVG", "x.html", "run.js", "b.scr. ", "c.exe\u202e", "form.xlsm", "d.iso", "e.jar"
        }) {
            assertThat(file(name, "application/octet-stream").mayAct()).as(name).isTrue();
        }
        assertThat(file("photo", "image/svg+xml").mayAct()).isTrue();
        assertThat(file("page.txt", "Text/HTML").mayAct()).isTrue();
        for (String name : new String[] {"bill.pdf", "photo.jpg", "exe", "notes.txt", "sheet.xlsx", "archive.zip"}) {
            assertThat(file(name, "application/octet-stream").mayAct()).as(name).isFalse();
        }
    }

    private static Message.Attachment file(String name, String type) {
        return new Message.Attachment(new AttachmentId(1), name, type, 10);
    }
}
