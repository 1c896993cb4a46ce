//! Pictures of people: which files are taken, what is kept of them, who sees and changes them, and that none does harm.

use futures_util::future::join_all;
use image::RgbImage;
use rolecall::sql;
use rolecall::users::Status;
use serde_json::Value;
use tokio::task::JoinSet;

use super::new_role;
use crate::browser::{Answer, Browser};
use crate::house::{House, Person};
use crate::pictures::{
    BLUE, Colour, GREEN, RED, form, in_three, interlaced_png, jpeg, jpeg_in_scans, jpeg_without_colours, moving_png, moving_webp, png,
    png_of, red, taken, webp, webp_of, webp_with,
};

fn page_of(person: &Person) -> String {
    format!("/users/{}/avatar", person.id)
}

/// Posts the form of that page with a file.
async fn upload(browser: &Browser, page: &str, crop: &str, file: &[u8]) -> Answer {
    let csrf = browser.csrf();
    let body = form(&[("csrf", &csrf), ("act", "save"), ("crop", crop)], Some(("me.png", file)), "edge");
    browser.post(page, &[]).body(body).header("content-type", "multipart/form-data; boundary=edge").await
}

/// Lets everybody have as many pictures as if they had had none in this hour.
async fn start_over(house: &House) {
    house.app.db.run(sql!("DELETE FROM throttles WHERE bucket LIKE 'picture/%'")).await.expect("written");
}

/// Where the picture stands that a page shows of them.
fn address(page: &Answer, person: &Person) -> Option<String> {
    page.find(&format!("src=\"(/users/{}/avatar/[0-9a-f]+)\"", person.id))
}

async fn hash_of(house: &House, person: &Person) -> String {
    house.user(person).await.avatar
}

/// The picture as it is served, decoded.
async fn picture(house: &House, browser: &Browser, person: &Person) -> RgbImage {
    let path = format!("{}/{}", page_of(person), hash_of(house, person).await);
    let answer = browser.get(&path).await.is(200);
    let image = image::load_from_memory_with_format(&answer.bytes, image::ImageFormat::Jpeg).expect("a JPEG").into_rgb8();
    assert_eq!(image.dimensions(), (256, 256));
    image
}

/// Whether there is that colour, as far as a JPEG keeps it.
fn is_there(image: &RgbImage, x: u32, y: u32, colour: Colour) -> bool {
    image.get_pixel(x, y).0.iter().zip(colour).all(|(got, wanted)| got.abs_diff(wanted) < 24)
}

#[tokio::test]
async fn pictures_of_three_kinds_are_taken_whatever_their_names_say() {
    let house = House::new().await;
    let (mia, her) = (house.browser_of(&house.mia()).await, house.mia());
    let page = page_of(&her);
    mia.get(&page).await.is(200).says("the initials stand in for it");
    let grey: Vec<u8> = (0..9).flat_map(|_| [&[0][..], &[200, 7].repeat(9)].concat()).collect();
    let clear: Vec<u8> = (0..300).flat_map(|_| [&[0][..], &[0; 4 * 300]].concat()).collect();
    let palette_of_bits: Vec<u8> = (0..16).flat_map(|_| [0, 0b1111_0000, 0]).collect();
    let mut full = png(300, 300, red);
    full.resize(1024 * 1024, b'x');
    for (what, file, colour) in [
        ("a PNG", png(300, 200, red), RED),
        ("an interlaced PNG", interlaced_png(301, 203, red), RED),
        ("an interlaced PNG of a pixel", interlaced_png(1, 1, red), RED),
        ("a grey PNG of sixteen bits", png_of(9, 9, [16, 0, 0], &[], &grey), [200; 3]),
        ("a PNG of one bit", png_of(16, 16, [1, 0, 0], &[], &palette_of_bits), [0; 3]),
        ("a PNG with nothing on it: white", png_of(300, 300, [8, 6, 0], &[], &clear), [255; 3]),
        ("a JPEG", jpeg(640, 480, red), RED),
        ("a WebP", webp(640, 480, red), RED),
        ("a WebP that is packed with loss", webp_with(2, 2, 4), [255, 0, 0]),
        ("the longest side", png(4_096, 16, red), RED),
        ("exactly as large as may be", full, RED),
    ] {
        upload(&mia, &page, "middle", &file).await.leads_to("/account");
        let image = picture(&house, &mia, &her).await;
        let at = if what.contains("one bit") { 200 } else { 128 };
        assert!(is_there(&image, at, at, colour), "{what}: {:?}", image.get_pixel(at, at));
    }
    mia.get("/account").await.is(200).says("Saved.");
}

#[tokio::test]
async fn everything_else_is_refused_with_what_to_do() {
    let house = House::new().await;
    let (mia, her) = (house.browser_of(&house.mia()).await, house.mia());
    let page = page_of(&her);
    mia.get(&page).await.is(200);
    let half = |file: Vec<u8>| file[..file.len() / 2].to_vec();
    let noise = |x: u32, y: u32| [u8::try_from((x * 31 + y * 17) % 251).unwrap_or(0), u8::try_from(x % 256).unwrap_or(0), 9];
    let rough = |x: u32, y: u32| {
        let mut n = u64::from(x * 251 + y + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let [.., a, b, c] = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb).to_le_bytes();
        [a, b, c]
    };
    let mut too_large = png(300, 300, red);
    too_large.resize(1024 * 1024 + 1, b'x');
    let cut_tail = |file: Vec<u8>| file[..file.len() - 2].to_vec();
    for (what, file, words) in [
        ("nothing", Vec::new(), "Choose a picture first"),
        ("text", b"me, a long time ago".to_vec(), "not a PNG, JPEG or WebP"),
        ("SVG", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec(), "not a PNG, JPEG or WebP"),
        ("GIF", b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;".to_vec(), "not a PNG, JPEG or WebP"),
        ("a moving PNG", moving_png(), "Choose one that stands still"),
        ("a moving WebP", moving_webp(), "Choose one that stands still"),
        ("too large by a byte", too_large, "1,025 KB, and 1,024 KB is the most"),
        ("much too large", vec![b'x'; 5_000_000], "4,884 KB, and 1,024 KB is the most"),
        ("too wide by a pixel", png(4_097, 8, red), "4,097 × 8 pixels, and 4,096 × 4,096 is the most"),
        ("too high by a pixel", png(8, 4_097, red), "8 × 4,097 pixels, and 4,096 × 4,096 is the most"),
        ("a bomb", png_of(30_000, 30_000, [8, 6, 0], &[], &[0; 1_000]), "30,000 × 30,000 pixels"),
        ("a JPEG that takes much", jpeg_in_scans(4_096, 4_096), "and 2,364 × 2,364 is the most for one of its kind"),
        ("a bomb of JPEG", jpeg_in_scans(30_000, 30_000), "30,000 × 30,000 pixels, and 4,096 × 4,096 is the most"),
        ("a JPEG that is not what it says", jpeg_without_colours(4_096, 4_096), "and 2,364 × 2,364 is the most for one of its kind"),
        ("a WebP that takes much", webp_of(4_000, 4_000), "and 2,508 × 2,508 is the most"),
        ("a WebP of tables", webp(250, 250, rough), "packs 184 KB without loss, and 95 KB is the most"),
        ("a WebP that claims gigabytes", webp_with(2, 2, u32::MAX - 9), "damaged or incomplete"),
        ("a WebP larger than it says", webp_with(1, 1, 4), "damaged or incomplete"),
        ("half a PNG", half(png(200, 200, noise)), "damaged or incomplete"),
        ("half a JPEG", half(jpeg(200, 200, noise)), "damaged or incomplete"),
        ("a JPEG without its end", cut_tail(jpeg(200, 200, noise)), "damaged or incomplete"),
        ("half a WebP", half(webp(200, 200, noise)), "damaged or incomplete"),
        ("the head of a PNG alone", png(8, 8, red)[..20].to_vec(), "damaged or incomplete"),
        ("a PNG that holds less than it says", png_of(100, 100, [8, 2, 0], &[], &[0; 301]), "damaged or incomplete"),
        ("a PNG of no pixels", png_of(0, 0, [8, 2, 0], &[], &[]), "damaged or incomplete"),
        ("a JPEG with nothing in it", jpeg_in_scans(16, 16), "damaged or incomplete"),
    ] {
        start_over(&house).await;
        let answer = upload(&mia, &page, "end", &file).await;
        assert_eq!(answer.status, 422, "{what}: {}", answer.text());
        assert!(answer.text().contains(words), "{what}: {}", answer.text());
        assert!(answer.body.contains("id=\"picture-e\""), "{what}: beside the field");
        assert_eq!(hash_of(&house, &her).await, "", "{what}");
        let whole = file.len() <= 1024 * 1024 + 1;
        assert!(!whole || answer.body.contains("value=\"end\" checked"), "{what}: what was chosen stays");
    }
    // A form without a file at all, and one beyond what is listened to.
    mia.post(&page, &[("act", "save")]).await.is(422).says("Choose a picture first");
    upload(&mia, &page, "middle", &vec![0; 34 * 1024 * 1024]).await.is(413);
    mia.get(&page).await.is(200);
    house.app.db.run(sql!("UPDATE users SET language = 'de' WHERE id = $1", her.id)).await.expect("written");
    mia.post(&page, &[("act", "save")]).await.is(422).says("Bitte zuerst ein Bild auswählen");
    upload(&mia, &page, "middle", &png(8, 4_097, red)).await.is(422).says("8 × 4.097 Pixel");
    assert!(house.actions().await.iter().all(|action| !action.starts_with("avatar.")));
}

#[tokio::test]
async fn what_is_served_is_a_picture_and_nothing_else() {
    let house = House::new().await;
    let (mia, her) = (house.browser_of(&house.mia()).await, house.mia());
    let page = page_of(&her);
    mia.get(&page).await.is(200);
    let mut polyglot = png(300, 300, red);
    let kim = house.browser_of(&house.add_member("kim@acme.example", ("Kim", "Berg")).await).await;
    polyglot.extend(b"<html><script>alert(document.cookie)</script></html>");
    for file in [polyglot, taken(&jpeg(300, 300, red), 1)] {
        upload(&mia, &page, "middle", &file).await.is(303);
        let address = format!("{page}/{}", hash_of(&house, &her).await);
        let answer = mia.get(&address).header("accept-encoding", "gzip").await.is(200);
        for (name, value) in [
            ("content-type", "image/jpeg"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "private, no-cache"),
            ("content-encoding", ""),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{name}");
        }
        // Who has it asks whether it is still theirs to see, and gets no more than that.
        let tag = answer.header("etag").to_owned();
        let again = mia.get(&address).header("if-none-match", &format!("\"x\", W/{tag}")).await.is(304);
        assert_eq!((again.bytes.len(), again.header("cache-control"), again.header("etag")), (0, "private, no-cache", tag.as_str()));
        mia.get(&address).header("if-none-match", "\"x\"").await.is(200);
        kim.get(&address).header("if-none-match", &tag).await.is(404);
        for foreign in ["script", "html", "Exif", "GPS", "59.9139"] {
            assert!(!answer.bytes.windows(foreign.len()).any(|bytes| bytes == foreign.as_bytes()), "{foreign}");
        }
    }
}

#[tokio::test]
async fn each_choice_keeps_its_part_however_the_camera_was_held() {
    let house = House::new().await;
    let (mia, her) = (house.browser_of(&house.mia()).await, house.mia());
    let page = page_of(&her);
    mia.get(&page).await.is(200);
    let wide = |width, height| jpeg(width, height, in_three(width));
    let tall = png(200, 600, |_, y| in_three(600)(y, 0));
    // By the numbers of EXIF: 3 stands on its head, 6 is turned to the right, 8 to the left, 2, 4, 5 and 7 are seen in a mirror.
    for (what, file, first, last) in [
        ("wide", wide(600, 200), RED, BLUE),
        ("tall", tall, RED, BLUE),
        ("small", wide(90, 30), RED, BLUE),
        ("large", wide(3_000, 1_000), RED, BLUE),
        ("as held", taken(&wide(600, 200), 1), RED, BLUE),
        ("mirrored", taken(&wide(600, 200), 2), BLUE, RED),
        ("on its head", taken(&wide(600, 200), 3), BLUE, RED),
        ("upside down", taken(&wide(600, 200), 4), RED, BLUE),
        ("across", taken(&wide(600, 200), 5), RED, BLUE),
        ("turned right", taken(&wide(600, 200), 6), RED, BLUE),
        ("across, from behind", taken(&wide(600, 200), 7), BLUE, RED),
        ("turned left", taken(&wide(600, 200), 8), BLUE, RED),
    ] {
        start_over(&house).await;
        for (crop, colour) in [("start", first), ("middle", GREEN), ("end", last)] {
            upload(&mia, &page, crop, &file).await.is(303);
            let image = picture(&house, &mia, &her).await;
            for at in [20, 128, 235] {
                assert!(is_there(&image, at, at, colour), "{what}, {crop}: {:?} at {at}", image.get_pixel(at, at));
            }
        }
    }
    // The corner that is first as it is stored stands where the orientation says.
    let corner = |x: u32, y: u32| if x < 150 && y < 150 { RED } else { [255; 3] };
    for (orientation, x, y) in
        [(1, 40, 40), (2, 215, 40), (3, 215, 215), (4, 40, 215), (5, 40, 40), (6, 215, 40), (7, 215, 215), (8, 40, 215)]
    {
        start_over(&house).await;
        upload(&mia, &page, "middle", &taken(&jpeg(300, 300, corner), orientation)).await.is(303);
        let image = picture(&house, &mia, &her).await;
        assert!(is_there(&image, x, y, RED) && is_there(&image, 255 - x, 255 - y, [255; 3]), "orientation {orientation}");
    }
}

#[tokio::test]
async fn who_may_see_a_picture_sees_it_and_who_may_change_it_changes_it() {
    let house = House::new().await;
    let her = house.mia();
    let ada = house.browser_of(&house.ada()).await;
    let page = page_of(&her);
    ada.get(&page).await.is(200);
    upload(&ada, &page, "middle", &png(300, 300, red)).await.leads_to(&format!("/users/{}", her.id));
    let address_of_it = format!("{page}/{}", hash_of(&house, &her).await);
    let names = &["first_name", "last_name", "email", "status"];
    let with = &["first_name", "last_name", "email", "status", "avatar"];
    let reads = new_role(&house, "Colleague", &[("users", "read", Value::Null, with)]).await;
    let blind = new_role(&house, "Elsewhere", &[("users", "read", Value::Null, names)]).await;
    let manages = new_role(&house, "Manager", &[("users", "read", Value::Null, with), ("users", "update", Value::Null, &["avatar"])]).await;
    // To change what one does not see would be to find it out.
    let writes = &[("users", "read", Value::Null, &names[..]), ("users", "update", Value::Null, &["avatar"])];
    let writes = new_role(&house, "Half", writes).await;
    let member = house.people().member;
    // Status of the picture and of its page, and whether others' pages show it.
    for (who, role, image, form, shown) in [
        ("colleague", reads, 200, 403, true),
        ("blind", blind, 404, 403, false),
        ("manager", manages, 200, 200, true),
        ("half", writes, 404, 403, false),
        ("member", member, 404, 404, false),
    ] {
        let person = house.add(&format!("{who}@acme.example"), ("Some", "Body"), Status::Active, Some(role)).await;
        let browser = house.browser_of(&person).await;
        assert_eq!(browser.get(&address_of_it).await.status, image, "{who}");
        assert_eq!(browser.get(&page).await.status, form, "{who}");
        let list = browser.get("/users").await;
        assert_eq!(address(&list, &her).is_some(), shown, "{who}");
        let profile = browser.get(&format!("/users/{}", her.id)).await;
        assert_eq!(address(&profile, &her).is_some(), shown, "{who}");
        assert_eq!(profile.body.contains("id=\"edit-avatar\""), form == 200, "{who}");
        let before = hash_of(&house, &her).await;
        let posted = upload(&browser, &page, "middle", &png(300, 300, |_, _| BLUE)).await.status;
        assert_eq!(posted, if form == 200 { 303 } else { form }, "{who}");
        assert_eq!(hash_of(&house, &her).await == before, form != 200, "{who}");
        if form == 200 {
            upload(&browser, &page, "middle", &png(300, 300, red)).await.is(303);
        }
        let removed = browser.post(&page, &[("act", "remove")]).await.status;
        assert_eq!(removed, if form == 200 { 303 } else { form }, "{who}");
        if form == 200 {
            upload(&browser, &page, "middle", &png(300, 300, red)).await.is(303);
        }
    }
    // Her own, everywhere; a stranger, nowhere.
    let mia = house.browser_of(&her).await;
    mia.get(&address_of_it).await.is(200);
    let account = mia.get("/account").await.is(200);
    assert_eq!(account.body.matches(&address_of_it).count(), 2, "in the head and in the menu");
    mia.get(&page).await.is(200);
    let stranger = house.browser();
    stranger.get("/sign-in").await.is(200);
    assert_eq!(stranger.get(&address_of_it).await.is(303).bytes.len(), 0);
    let answer = upload(&stranger, &page, "middle", &png(8, 8, red)).await;
    assert!([303, 415].contains(&answer.status), "{}", answer.status);
    // Lists to choose from, of roles and of groups show it too.
    for list in [format!("/roles/{member}"), format!("/roles/{reads}/users")] {
        assert!(address(&ada.get(&list).await.is(200), &her).is_some(), "{list}");
    }
}

#[tokio::test]
async fn another_picture_has_another_address_and_the_old_one_is_gone() {
    let house = House::new().await;
    let (mia, her) = (house.browser_of(&house.mia()).await, house.mia());
    let page = page_of(&her);
    let version = mia.get(&format!("/users/{}/details", her.id)).await.input("version");
    mia.get(&page).await.is(200);
    upload(&mia, &page, "middle", &png(300, 300, red)).await.is(303);
    let first = hash_of(&house, &her).await;
    upload(&mia, &page, "middle", &png(300, 300, red)).await.is(303);
    assert_eq!(hash_of(&house, &her).await, first, "the same again is no change");
    upload(&mia, &page, "middle", &png(300, 300, |_, _| BLUE)).await.is(303);
    let second = hash_of(&house, &her).await;
    assert_ne!(first, second);
    mia.get(&format!("{page}/{first}")).await.is(404);
    mia.get(&format!("{page}/{second}")).await.is(200);
    for wrong in ["x", "0", "%00", "..%2f..", &first[..8], &second.to_uppercase(), &format!("{second}0")] {
        mia.get(&format!("{page}/{wrong}")).await.is(404);
    }
    // Of somebody else it is nobody's.
    mia.get(&format!("/users/{}/avatar/{second}", house.ada().id)).await.is(404);
    mia.get(&page).await.is(200).says("The picture as it is now");
    mia.post(&page, &[("act", "remove")]).await.leads_to("/account");
    let account = mia.get("/account").await.is(200).says("Picture removed.");
    assert!(address(&account, &her).is_none(), "the initials are back");
    mia.get(&format!("{page}/{second}")).await.is(404);
    mia.post(&page, &[("act", "remove")]).await.is(303);
    let changes = house
        .texts(sql!("SELECT action || ' ' || CAST(changes AS text) FROM audit_events WHERE action LIKE 'avatar.%' ORDER BY seq"))
        .await
        .into_iter()
        .map(|event| event.replace(' ', ""))
        .collect::<Vec<_>>();
    assert_eq!(changes.len(), 3, "{changes:?}");
    for (event, (action, from, to)) in changes.iter().zip([
        ("avatar.set", "null".to_owned(), format!("\"{first}\"")),
        ("avatar.set", format!("\"{first}\""), format!("\"{second}\"")),
        ("avatar.remove", format!("\"{second}\""), "null".to_owned()),
    ]) {
        assert!(
            event.starts_with(action) && event.contains(&format!("\"from\":{from}")) && event.contains(&format!("\"to\":{to}")),
            "{event}"
        );
    }
    let ada = house.browser_of(&house.ada()).await;
    ada.get(&format!("/users/{}", her.id)).await.is(200).says("Picture removed");
    // Whoever had the details open all the while saves them undisturbed.
    mia.post(&format!("/users/{}/details", her.id), &[("version", &version), ("title", "Editor")]).await.is(303);
}

#[tokio::test]
async fn a_picture_goes_with_its_user_and_stays_in_the_archive() {
    let house = House::new().await;
    let ada = house.browser_of(&house.ada()).await;
    let kim = house.add_member("kim@acme.example", ("Kim", "Berg")).await;
    let page = page_of(&kim);
    ada.get(&page).await.is(200);
    upload(&ada, &page, "middle", &png(300, 300, red)).await.is(303);
    let kept = async || house.number(sql!("SELECT count(*) FROM avatars")).await;
    ada.post(&format!("/users/{}/status", kim.id), &[("status", "archived")]).await.is(303);
    assert_eq!(kept().await, 1);
    ada.get(&format!("{page}/{}", hash_of(&house, &kim).await)).await.is(200);
    ada.post(&format!("/users/{}/delete", kim.id), &[("confirm", "kim@acme.example")]).await.is(303);
    assert_eq!(kept().await, 0);
    // Programs may have one too.
    let made = ada.post("/users/new/service", &[("name", "Sync"), ("owner", "ada@acme.example"), ("role", "")]).await.is(303);
    let page = format!("{}/avatar", made.location());
    ada.get(&page).await.is(200);
    upload(&ada, &page, "middle", &webp(64, 64, red)).await.is(303);
    assert_eq!(kept().await, 1);
}

#[tokio::test]
async fn fifty_bad_ones_at_once_are_refused_while_pages_answer() {
    let house = House::new().await;
    let (mia, her) = (house.browser_of(&house.mia()).await, house.mia());
    let page = page_of(&her);
    mia.get(&page).await.is(200);
    let whole = png(1_000, 1_000, red);
    let bad = [
        png_of(30_000, 30_000, [16, 6, 0], &[], &vec![0; 100_000]),
        whole[..whole.len() - 20].to_vec(),
        jpeg_in_scans(4_096, 4_096),
        jpeg_in_scans(1_000, 1_000),
        moving_webp(),
    ];
    let mut posts = JoinSet::new();
    for n in 0..50 {
        let person = house.add_member(&format!("user{n}@acme.example"), ("User", "N")).await;
        let (browser, page, file) = (house.browser_of(&person).await, page_of(&person), bad[n % bad.len()].clone());
        browser.get(&page).await.is(200);
        posts.spawn(async move { upload(&browser, &page, "middle", &file).await.status });
    }
    let ada = house.browser_of(&house.ada()).await;
    for _ in 0..5 {
        ada.get("/users").await.is(200);
    }
    while let Some(status) = posts.join_next().await {
        assert_eq!(status.expect("answered"), 422);
    }
    assert_eq!(hash_of(&house, &her).await, "");
    upload(&mia, &page, "middle", &png(64, 64, red)).await.is(303);
}

#[tokio::test]
async fn nobody_has_more_than_one_in_work_or_many_in_an_hour() {
    let house = House::new().await;
    let (mia, her) = (house.browser_of(&house.mia()).await, house.mia());
    let page = page_of(&her);
    mia.get(&page).await.is(200);
    let slow = png(4_096, 2_048, red);
    let windows: Vec<_> = (0..5).map(|_| mia.copy()).collect();
    let answers = join_all(windows.iter().map(async |window| upload(window, &page, "middle", &slow).await.status)).await;
    assert!(answers.contains(&303) && answers.contains(&503), "{answers:?}");
    assert!(answers.iter().all(|status| [303, 503].contains(status)), "{answers:?}");
    start_over(&house).await;
    // What was not looked at counts for nothing, what was no picture does.
    mia.post(&page, &[("act", "save")]).await.is(422);
    for n in 0..20 {
        let file = if n % 2 == 0 { png(9, 9, red) } else { b"text".to_vec() };
        upload(&mia, &page, "middle", &file).await.is(if n % 2 == 0 { 303 } else { 422 });
    }
    upload(&mia, &page, "middle", &png(9, 9, red)).await.is(429);
    let ada = house.browser_of(&house.ada()).await;
    ada.get(&page).await.is(200);
    upload(&ada, &page, "middle", &png(9, 9, |_, _| BLUE)).await.is(303);
    mia.post(&page, &[("act", "remove")]).await.is(303);
}

#[tokio::test]
async fn a_form_brings_one_file() {
    let house = House::new().await;
    let (mia, page) = (house.browser_of(&house.mia()).await, page_of(&house.mia()));
    mia.get(&page).await.is(200);
    let csrf = mia.csrf();
    let one = form(&[("csrf", &csrf), ("act", "save"), ("crop", "end")], Some(("me.png", &png(9, 9, red))), "edge");
    let another = form(&[], Some(("me.png", &png(9, 9, red))), "edge");
    let body = [&one[..one.len() - b"--edge--\r\n".len()], &another].concat();
    mia.post(&page, &[]).body(body).header("content-type", "multipart/form-data; boundary=edge").await.is(400);
    mia.post(&page, &[]).body(one).header("content-type", "multipart/form-data; boundary=edge").await.is(303);
}
