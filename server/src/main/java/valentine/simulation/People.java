package valentine.simulation;

import java.text.Normalizer;
import java.util.List;

/// Names and places from many countries, the awkward ones included.
final class People {
    /// A country with its people; the families come first in the full name where that is the custom.
    private record Land(
            String country,
            String dial,
            boolean familyFirst,
            List<String> given,
            List<String> families,
            List<String> cities) {
        Land {
            given = List.copyOf(given);
            families = List.copyOf(families);
            cities = List.copyOf(cities);
        }
    }

    private static final Land[] LANDS = {
        land(
                "GB",
                "+44",
                "Alice Oliver Ruth Harriet George Nell Tom Imogen Arthur Freya Joan Peter",
                "Hughes Whitcombe Barnes Ashdown O'Connell Pryce Fletcher Mercer Lowe Thorne Webb Kerr",
                "Bath Leeds York Bristol Cardiff Norwich"),
        land(
                "DE",
                "+49",
                "Jürgen Käthe Lukas Sabine Björn Ute Jonas Änne Moritz Greta Heike Paul",
                "Müller Schröder Weiß Krüger Köhler Lange Brandt Jäger Voß Seidel Groß Hahn",
                "Leipzig Bremen Köln Freiburg Kassel Münster"),
        land(
                "SE",
                "+46",
                "Åsa Björn Elin Göran Linnéa Måns Sigrid Östen Tuva Nils Maja Ebba",
                "Nyström Åkesson Sjöberg Lindström Öberg Hedlund Ek Norén Wallin Holm Sandström Dahl",
                "Uppsala Malmö Västerås Lund Gävle Visby"),
        land(
                "FR",
                "+33",
                "Éloïse François Hélène Jérôme Agnès Benoît Chloé Étienne Margaux Théo Inès Luc",
                "Lefèvre Gauthier D'Aubigny Moreau Lemaître Périer Roux Besançon Noël Chevalier Marchand Faure",
                "Lyon Nantes Lille Dijon Tours Colmar"),
        land(
                "ES",
                "+34",
                "José Lucía Íñigo Begoña Martín Rocío Álvaro Pilar Andrés Nuria Óscar Marta",
                "García Núñez Ibáñez Muñoz Fernández Peña Ordóñez Castaño Vidal Serrano Gálvez Rubio",
                "Sevilla Bilbao Granada Cádiz León Girona"),
        land(
                "PL",
                "+48",
                "Łucja Wojciech Małgorzata Jędrzej Zofia Paweł Agnieszka Kamil Żaneta Michał Ewa Jan",
                "Wiśniewska Kowalczyk Dąbrowski Zając Wójcik Śliwa Górski Nowak Pająk Łoś Jabłoński Król",
                "Kraków Gdańsk Łódź Poznań Toruń Lublin"),
        land(
                "IT",
                "+39",
                "Chiara Niccolò Giulia Matteo Noè Elena Davide Bianca Irene Luca Zoe Aurora",
                "D'Angelo Ferraro Bellini Morandi Conti Grassi Dell'Orto Villa Sartori Longo Rinaldi Costa",
                "Torino Bologna Padova Lecce Trento Parma"),
        land(
                "NG",
                "+234",
                "Adaeze Tunde Ngozi Emeka Folake Ifeanyi Yewande Obinna Zainab Kelechi Bisi Uche",
                "Okonkwo Adeyemi Eze Balogun Nwosu Ogunleye Bello Obi Afolabi Uzoma Danjuma Ekwueme",
                "Lagos Ibadan Enugu Abuja Jos Benin"),
        land(
                "BG",
                "+359",
                "Иван Мария Георги Елена Димитър Надежда Петър Весела Стоян Рада Милен Яна",
                "Иванов Петрова Димитров Николова Стоянов Тодорова Колев Маринова Ангелов Попова Илиев Костова",
                "София Пловдив Варна Русе Бургас Плевен"),
        familyFirst("CN", "+86", "伟 芳 娜 秀英 敏 静 磊 洋 艳 杰 思源 雨桐", "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 欧阳", "上海 杭州 成都 南京 厦门 苏州"),
        familyFirst(
                "JP",
                "+81",
                "Haruka Kenji Yui Sōta Aiko Takumi Naoko Ren Mio Daichi Emiko Jun",
                "Satō Takahashi Itō Yamamoto Kobayashi Saitō Mori Ōno Hayashi Endō Ueda Kondō",
                "Kyōto Kōbe Sendai Nara Kanazawa Ōsaka"),
        land(
                "EG",
                "+20",
                "أحمد فاطمة محمود ليلى يوسف مريم خالد نور عمر هدى سامي سلمى",
                "حسن إبراهيم منصور الشريف عبدالله سليمان فؤاد رمضان زكي نصار شاهين عثمان",
                "القاهرة الإسكندرية الجيزة أسوان طنطا المنصورة"),
    };

    /// How often each land is met: most customers live near, some far.
    private static final double[] SHARES = {0.22, 0.40, 0.54, 0.66, 0.75, 0.82, 0.89, 0.925, 0.945, 0.96, 0.985, 1};

    private static final String[] AWKWARD = {
        "Anne-Marie \"Mia\" O'Neill, PhD",
        "María de los Ángeles Fernández-Villaverde y Sánchez de Campo",
        "Müller, Karl-Heinz \"Kalle\"",
        "Nguyễn Thị Ánh Tuyết",
        "Siobhán Ní Dhomhnaill",
        "Dr. Zoë d'Arc-Łęcka",
    };

    private static final String[] TRADES = {
        "Architects",
        "Dental Practice",
        "Design Studio",
        "Bookshop",
        "Hotel",
        "Law Office",
        "Café",
        "Music School",
        "Veterinary Clinic",
        "Publishing House",
        "Accountants",
        "Guest House",
    };
    private static final String[] PLACES = {
        "Harbour Street",
        "Old Mill",
        "Northgate",
        "Linden",
        "Millpond",
        "Castle Hill",
        "Riverside",
        "Orchard",
        "Station Road",
        "Three Oaks",
        "Lighthouse",
        "Market Square",
    };
    private static final String[] MAIL_HOSTS = {"@example.org", "@example.com", "@example.net"};

    private People() {}

    /// The person at this place of the customer list; a company name is given where the person buys for one.
    static Person at(int index, Draw draw, String company) {
        Land land = LANDS[landAt(draw.unit())];
        String given = draw.pick(land.given());
        String family = draw.pick(land.families());
        String name = land.familyFirst() ? family + " " + given : given + " " + family;
        int awkward = index % 401 - 6;
        if (awkward >= 0 && awkward < AWKWARD.length) {
            name = AWKWARD[awkward];
        }
        String email = draw.chance(0.04) ? "" : mailbox(given, family) + index + draw.pick(MAIL_HOSTS);
        String phone = draw.chance(0.3) ? "" : land.dial() + " 555 " + (10_000_000 + index);
        return new Person("c" + index, name, email, phone, company, land.country(), draw.pick(land.cities()));
    }

    static String company(Draw draw) {
        String ending = draw.chance(0.15) ? ", Sons & Co." : "";
        return draw.pick(PLACES) + " " + draw.pick(TRADES) + ending;
    }

    private static int landAt(double unit) {
        int land = 0;
        while (unit >= SHARES[land]) {
            land++;
        }
        return land;
    }

    private static String mailbox(String given, String family) {
        String letters = letters(given) + "." + letters(family);
        return letters.length() < 4 ? "post." : letters + ".";
    }

    private static String letters(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD);
        StringBuilder letters = new StringBuilder(plain.length());
        for (int at = 0; at < plain.length(); at++) {
            char letter = Character.toLowerCase(plain.charAt(at));
            if (letter >= 'a' && letter <= 'z') {
                letters.append(letter);
            }
        }
        return letters.toString();
    }

    private static Land land(String country, String dial, String given, String families, String cities) {
        return new Land(country, dial, false, words(given), words(families), words(cities));
    }

    private static Land familyFirst(String country, String dial, String given, String families, String cities) {
        return new Land(country, dial, true, words(given), words(families), words(cities));
    }

    private static List<String> words(String line) {
        return List.of(line.split(" ", -1));
    }
}
