#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| goodmeeting_fuzz::dates(data));
